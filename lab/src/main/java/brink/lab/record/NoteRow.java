package brink.lab.record;

/**
 * What a reader of the run must know and no number says, a row of {@code notes.parquet}.
 *
 * @param text in sentences
 */
public record NoteRow(String text) implements Row {

  static final Table<NoteRow> TABLE =
      Table.named("note", "notes", cells -> new NoteRow(cells.text("text")))
          .text("text", NoteRow::text);
}
