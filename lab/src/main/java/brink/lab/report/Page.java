package brink.lab.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A self-contained page: style and figures are inside, nothing is loaded, no script runs. Every
 * text given to it is escaped. It is well-formed XML too.
 */
final class Page {
  private final StringBuilder body = new StringBuilder();
  private final String title;

  Page(String title) {
    this.title = title;
  }

  /** The page's head: its title, lines below it, and a mark such as {@code finished}. */
  Page head(List<String> lines, Optional<String> mark) {
    body.append("<header>\n<h1>")
        .append(Html.escaped(title))
        .append(
            mark.map(Html::escaped)
                .map(word -> " <span class=\"mark %s\">%s</span>".formatted(word, word))
                .orElse(""))
        .append("</h1>\n");
    lines.forEach(line -> element("p", "sub", Html.escaped(line)));
    body.append("</header>\n");
    return this;
  }

  Page heading(String text) {
    element("h2", "", Html.escaped(text));
    return this;
  }

  Page paragraph(String kind, String text) {
    element("p", kind, Symbols.html(text));
    return this;
  }

  /** A box that cannot be overlooked. */
  Page warnings(List<String> sentences) {
    if (!sentences.isEmpty()) {
      body.append("<ul class=\"warnings\">\n");
      sentences.forEach(sentence -> element("li", "", Html.escaped(sentence)));
      body.append("</ul>\n");
    }
    return this;
  }

  /** The figure with its caption and the published one that it corresponds to. */
  Page figure(Figure figure) {
    body.append("<figure id=\"")
        .append(Html.escaped(figure.name()))
        .append("\">\n<h3>")
        .append(Symbols.html(figure.title()))
        .append("</h3>\n")
        .append(Rendering.inline(figure))
        .append("\n<figcaption><p>")
        .append(Symbols.html(figure.caption()))
        .append("</p><p class=\"source\">")
        .append(Symbols.html(figure.source()))
        .append("</p></figcaption>\n</figure>\n");
    return this;
  }

  /** A table with a head; the first cell of a row names it. */
  Page table(List<String> heads, List<List<String>> rows) {
    body.append("<div class=\"wide\"><table>\n<thead>");
    row(heads, "th");
    body.append("</thead>\n<tbody>\n");
    rows.forEach(cells -> row(cells, "td"));
    body.append("</tbody>\n</table></div>\n");
    return this;
  }

  /** Names and values. */
  Page facts(Map<String, String> facts) {
    body.append("<dl>\n");
    facts.forEach((name, value) -> {
      element("dt", "", Html.escaped(name));
      element("dd", "", Html.escaped(value));
    });
    body.append("</dl>\n");
    return this;
  }

  Page text(String preformatted) {
    element("pre", "", Html.escaped(preformatted));
    return this;
  }

  /** The whole page. */
  String html() {
    return """
    <!DOCTYPE html>
    <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="color-scheme" content="light dark"/>
    <title>%s</title>
    <style>
    %s%s</style>
    </head>
    <body>
    <main>
    %s</main>
    </body>
    </html>
    """
        .formatted(Html.escaped(title), colours(), style(), body);
  }

  private void row(List<String> cells, String tag) {
    body.append("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      var name = i == 0 ? "th" : tag;
      body.append('<')
          .append(name)
          .append('>')
          .append(Symbols.html(cells.get(i)))
          .append("</")
          .append(name)
          .append('>');
    }
    body.append("</tr>\n");
  }

  private void element(String tag, String kind, String content) {
    body.append('<').append(tag);
    if (!kind.isEmpty()) {
      body.append(" class=\"").append(kind).append('"');
    }
    body.append('>').append(content).append("</").append(tag).append(">\n");
  }

  private static String colours() {
    return ":root { %s}\n@media screen and (prefers-color-scheme: dark) { :root { %s} }\n"
        .formatted(variables(Colour::light), variables(Colour::dark));
  }

  private static String variables(Function<Colour, java.awt.Color> shade) {
    var text = new StringBuilder();
    for (var colour : Colour.values()) {
      text.append(
          "%s: #%06x; ".formatted(colour.variable(), shade.apply(colour).getRGB() & 0xffffff));
    }
    return text.toString();
  }

  private static String style() {
    try (var stream = Page.class.getResourceAsStream("page.css")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .replace("FAMILIES", Typeface.FAMILIES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
