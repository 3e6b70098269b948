// Parses lines of delimited text: the hot loop of reading. Runs in tasks, made by DelimitedFormat.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;

/**
 * The line format of a {@link DelimitedLayout}.
 *
 * @param joinsLines whether what stands in quotes may go on in the next line
 */
record DelimitedLines(DelimitedLayout layout, boolean joinsLines) implements LineFormat {
  /** Lines of which each is a record. */
  DelimitedLines(DelimitedLayout layout) {
    this(layout, false);
  }

  @Override
  public Parser parser(FilePiece piece) {
    return new LineParser(layout, piece.start == 0);
  }

  /** Parses the lines of one piece. */
  private static final class LineParser implements Parser {
    private final DelimitedLayout layout;
    private final Fields fields;
    private final int needed;
    private final boolean quoting;
    private boolean headerPossible;

    LineParser(DelimitedLayout layout, boolean fromStart) {
      this.quoting = QuotedLines.possible(layout);
      this.layout = layout;
      this.fields = new Fields(layout.separator());
      this.needed = layout.needed();
      this.headerPossible = fromStart && layout.header() != null;
    }

    @Override
    public String parse(byte[] line, int from, int to, RatingChunkBuilder into) {
      if (headerPossible) {
        headerPossible = false;
        if (layout.anyHeader() || isHeader(line, from, to)) {
          return null;
        }
      }
      int count = fields.split(line, from, to, needed);
      if (count < needed) {
        return tooFew(count);
      }
      byte[] text = fields.text();
      int r = layout.rating();
      float rating = r < 0 ? 0 : FloatText.parse(text, fields.from(r), fields.to(r));
      if (!Float.isFinite(rating)) {
        return "the rating " + FloatText.fault(text, fields.from(r), fields.to(r));
      }
      float weight = 1;
      int w = layout.weight();
      if (w >= 0) {
        weight = FloatText.parse(text, fields.from(w), fields.to(w));
        if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
          return weight < 0
              ? "the weight is " + fields.string(w) + ", below 0"
              : "the weight " + FloatText.fault(text, fields.from(w), fields.to(w));
        }
      }
      long time = 0;
      int t = layout.timestamp();
      if (t >= 0) {
        time = TimeText.parse(text, fields.from(t), fields.to(t));
        if (time == TimeText.NONE) {
          return "the timestamp is " + fields.string(t) + ", neither a number nor an ISO date";
        }
      }
      int u = layout.user();
      int i = layout.item();
      return into.add(
          text, fields.from(u), fields.to(u), fields.from(i), fields.to(i), rating, weight, time);
    }

    @Override
    public boolean open(byte[] line, int from, int to) {
      return fields.open(line, from, to);
    }

    @Override
    public boolean partial(byte[] line, int from, int to) {
      return quoting && QuotedLines.odd(line, from, to);
    }

    private String tooFew(int count) {
      return count < 0
          ? fields.fault()
          : "too few columns, " + count + " where " + needed + " are needed";
    }

    private boolean isHeader(byte[] line, int from, int to) {
      return new String(line, from, to - from, StandardCharsets.UTF_8).equals(layout.header());
    }
  }
}
