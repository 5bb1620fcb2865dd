package brink.lab.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** What tests want to know of XML: that it is well-formed, and what is in it. */
final class Xml {
  private Xml() {}

  static Document parsed(String text) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(text)));
    } catch (Exception e) {
      throw new AssertionError("not well-formed: " + e.getMessage(), e);
    }
  }

  static List<Element> all(Document document, String tag) {
    var nodes = document.getElementsByTagName(tag);
    var elements = new ArrayList<Element>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** The texts of all elements of a kind, without zero-width spaces and kept-together blanks. */
  static List<String> texts(Document document, String tag) {
    return all(document, tag).stream()
        .map(e -> e.getTextContent().replace("\u200b", "").replace('\u00a0', ' '))
        .toList();
  }
}
