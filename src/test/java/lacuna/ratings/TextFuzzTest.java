// Ten thousand damaged files for each parser of lines: a right result or a clear refusal.
package lacuna.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextFuzzTest {
  private static final int CASES = 10_000;
  private static final RatingsRequest REQUEST = RatingsRequest.of("input").build();

  /**
   * A format: how a valid file is written, and how it is parsed.
   *
   * @param ownLines how many lines of a damaged file are neither ratings nor faults, most and
   *     least; null where lines and records are not the same
   * @param alone whether an intact line means the same whatever the others are
   */
  private record Format(
      String name,
      BiFunction<List<String[]>, Random, String> writer,
      Function<FirstBytes, LineFormat> parser,
      Function<byte[], int[]> ownLines,
      boolean alone) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Format> formats() {
    return Stream.of(
        new Format(
            "delimited",
            TextFuzzTest::delimited,
            f -> ParsedText.delimited(f, REQUEST),
            file -> new int[] {0, 1},
            true),
        new Format(
            "netflix",
            TextFuzzTest::netflix,
            TextFuzzTest::netflixLines,
            TextFuzzTest::movies,
            false),
        new Format(
            "matrix-market",
            TextFuzzTest::matrixMarket,
            TextFuzzTest::marketLines,
            TextFuzzTest::head,
            true),
        new Format(
            "market-array",
            TextFuzzTest::marketArray,
            TextFuzzTest::marketArrayLines,
            TextFuzzTest::headAndMissing,
            true),
        new Format("quoted", TextFuzzTest::quoted, TextFuzzTest::quotedLines, null, false),
        new Format(
            "arff", TextFuzzTest::arff, TextFuzzTest::arffLines, TextFuzzTest::arffHead, true),
        new Format(
            "json", TextFuzzTest::json, TextFuzzTest::jsonLines, file -> new int[] {0, 0}, true),
        new Format("json-array", TextFuzzTest::jsonArray, TextFuzzTest::arrayElements, null, false),
        new Format("dense", TextFuzzTest::dense, TextFuzzTest::denseLines, null, true));
  }

  @ParameterizedTest
  @MethodSource("formats")
  @Timeout(60)
  void aRightResultOrAClearRefusal(Format format) {
    Random random = new Random(20);
    int refused = 0;
    int clean = 0;
    for (int k = 0; k < CASES; k++) {
      List<String[]> ratings = ratings(random);
      byte[] valid = format.writer.apply(ratings, random).getBytes(StandardCharsets.UTF_8);
      byte[] file = Damage.of(valid, random);
      try {
        ParsedText parsed = ParsedText.of(file, false, format.parser);
        if (Arrays.equals(file, valid)) {
          assertThat(parsed.faults()).isEmpty();
          assertThat(parsed.ratings()).isEqualTo(expected(ratings));
        }
        check(parsed.faults().stream().allMatch(fault -> fault.length() > 3), k, file);
        clean += parsed.faults().isEmpty() ? 1 : 0;
        if (format.ownLines != null) {
          int told = parsed.ratings().size() + parsed.faults().size();
          int[] own = format.ownLines.apply(file);
          int there = lines(file) - told;
          check(there >= own[0] && there <= own[1], k, file);
        }
        check(intactStay(format, valid, file, parsed), k, file);
      } catch (InputException e) {
        check(!e.getMessage().isBlank(), k, file);
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError(shown(k, file), e);
      }
    }
    assertThat(refused).isLessThan(CASES * 9 / 10);
    assertThat(clean).isBetween(CASES / 50, CASES);
  }

  /**
   * Whether what is intact was read as it stands: all ratings in lines before the first damaged
   * one, and no others; and where lines stand for themselves, those in all that are intact.
   */
  private static boolean intactStay(Format format, byte[] valid, byte[] file, ParsedText parsed) {
    ParsedText whole = ParsedText.of(valid, false, format.parser);
    String[] was = split(valid);
    String[] is = split(file);
    int intact = Math.max(0, Arrays.mismatch(was, is)); // a last line may go on
    if (format.name.equals("quoted") && !parsed.faults().isEmpty()) {
      // Where a quote is never closed, lines within it are taken for records.
      intact = Math.min(intact, Integer.parseInt(parsed.faults().get(0).split(":")[0]) - 1);
    }
    List<String> before = whole.upTo(intact);
    if (!parsed.upTo(intact).equals(before)) {
      return false;
    }
    boolean stand = format.alone && !before.isEmpty() && was.length == is.length;
    for (int k = 0; stand && k < was.length; k++) {
      stand = blank(was[k]) == blank(is[k]);
    }
    for (int k = 0; stand && k < was.length; k++) {
      if (was[k].equals(is[k]) && !parsed.inLine(k + 1).equals(whole.inLine(k + 1))) {
        return false;
      }
    }
    return true;
  }

  private static String[] split(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    return text.replaceFirst("^\u00EF\u00BB\u00BF", "").split("\r\n|\r|\n", -1);
  }

  /** Movies' lines, each of which has a colon at its end and no comma. */
  private static int[] movies(byte[] file) {
    int movies =
        (int) Stream.of(split(file)).filter(line -> line.matches("\\d{1,18}:[ \t]*")).count();
    return new int[] {movies, movies};
  }

  /** Lines of a head, which only the format can tell. */
  private static int[] head(byte[] file) {
    int head = MatrixMarketHead.of(new FirstBytes("input", file, true), REQUEST).lines();
    return new int[] {head, head};
  }

  private static int[] headAndMissing(byte[] file) {
    int missing =
        (int) Stream.of(split(file)).filter(line -> line.strip().equalsIgnoreCase("nan")).count();
    return new int[] {head(file)[0], head(file)[0] + missing};
  }

  private static int[] arffHead(byte[] file) {
    int own = 0;
    boolean head = true;
    for (String line : split(file)) {
      own += !blank(line) && (head || line.startsWith("%")) ? 1 : 0;
      head &= !line.strip().equalsIgnoreCase("@data");
    }
    return new int[] {own, own};
  }

  /** A cheap assertion: there are tens of thousands. */
  private static void check(boolean good, int k, byte[] file) {
    if (!good) {
      throw new AssertionError(shown(k, file));
    }
  }

  private static String shown(int k, byte[] file) {
    return "case " + k + ": " + new String(file, StandardCharsets.ISO_8859_1);
  }

  /** Lines that aren't blank, counted in another way than the reader does. */
  private static int lines(byte[] file) {
    int from =
        file.length >= 3
                && file[0] == (byte) 0xEF
                && file[1] == (byte) 0xBB
                && file[2] == (byte) 0xBF
            ? 3
            : 0;
    String text = new String(file, from, file.length - from, StandardCharsets.ISO_8859_1);
    int count = 0;
    for (String line : text.replace('\r', '\n').split("\n")) {
      count += blank(line) ? 0 : 1;
    }
    return count;
  }

  private static boolean blank(String line) {
    return line.chars().allMatch(letter -> letter == ' ' || letter == '\t');
  }

  /** {user, item, rating}, items in order and each pair once. */
  private static List<String[]> ratings(Random random) {
    List<String[]> ratings = new ArrayList<>();
    int items = 1 + random.nextInt(4);
    for (int item = 1; item <= items; item++) {
      for (int user = 1; user <= 3; user++) {
        if (user == 1 || random.nextInt(3) > 0) {
          String rating = random.nextBoolean() ? "" + random.nextInt(6) : "" + random.nextFloat();
          ratings.add(new String[] {"" + user, "" + item, rating});
        }
      }
    }
    return ratings;
  }

  private static List<String> expected(List<String[]> ratings) {
    return ratings.stream().map(r -> r[0] + " " + r[1] + " " + Float.parseFloat(r[2])).toList();
  }

  private static String delimited(List<String[]> ratings, Random random) {
    String[] separators = {",", "\t", "::", ";", "|", " "};
    String separator = separators[random.nextInt(separators.length)];
    StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "\uFEFF" : "");
    String end = random.nextBoolean() ? "\n" : "\r\n";
    if (random.nextBoolean()) {
      text.append(String.join(separator, "userId", "movieId", "rating")).append(end);
    }
    ratings.forEach(rating -> text.append(String.join(separator, rating)).append(end));
    return text.toString();
  }

  private static String netflix(List<String[]> ratings, Random random) {
    StringBuilder text = new StringBuilder();
    String item = "";
    for (String[] rating : ratings) {
      if (!rating[1].equals(item)) {
        item = rating[1];
        text.append(item).append(":\n");
      }
      text.append(rating[0]).append(',').append(rating[2]).append(",2005-09-06\n");
    }
    return text.toString();
  }

  private static LineFormat netflixLines(FirstBytes first) {
    ParsedText.lines(first);
    return new NetflixLines(new String[1], true, false);
  }

  private static String matrixMarket(List<String[]> ratings, Random random) {
    StringBuilder text = new StringBuilder("%%MatrixMarket matrix coordinate real general\n");
    text.append(random.nextBoolean() ? "% a remark\n" : "");
    text.append("3 4 ").append(ratings.size()).append('\n');
    ratings.forEach(rating -> text.append(String.join(" ", rating)).append('\n'));
    return text.toString();
  }

  private static LineFormat marketLines(FirstBytes first) {
    ParsedText.lines(first);
    MatrixMarketHead head = MatrixMarketHead.of(first, REQUEST);
    if (head.array() || head.pattern() || head.symmetric()) {
      throw new InputException("another form than was written");
    }
    return head.cells();
  }

  /** All cells in the order of the columns, which are items. */
  private static String marketArray(List<String[]> ratings, Random random) {
    int items = Integer.parseInt(ratings.get(ratings.size() - 1)[1]);
    StringBuilder text = new StringBuilder("%%MatrixMarket matrix array real general\n");
    text.append(random.nextBoolean() ? "% a remark\n" : "");
    text.append("3 ").append(items).append('\n');
    String[] cells = new String[3 * items];
    ratings.forEach(r -> cells[3 * Integer.parseInt(r[1]) + Integer.parseInt(r[0]) - 4] = r[2]);
    for (String cell : cells) {
      text.append(cell == null ? "nan" : cell).append('\n');
    }
    return text.toString();
  }

  private static LineFormat marketArrayLines(FirstBytes first) {
    ParsedText.lines(first);
    RatingsRequest missing = RatingsRequest.of("input").missing("nan").build();
    MatrixMarketHead head = MatrixMarketHead.of(first, missing);
    if (!head.array()) {
      throw new InputException("another form than was written");
    }
    return new MatrixMarketArray(head, new long[1], MissingCell.of(missing));
  }

  /** Delimited text with reviews in quotes, whose lines look like ratings. */
  private static String quoted(List<String[]> ratings, Random random) {
    StringBuilder text = new StringBuilder("userId,review,movieId,rating\n");
    for (String[] rating : ratings) {
      String review = random.nextBoolean() ? "good" : "\"so, so\n1,2,3,4\r\n\n\"\"fine\"\"\"";
      text.append(String.join(",", rating[0], review, rating[1], rating[2])).append('\n');
    }
    return text.toString();
  }

  private static LineFormat quotedLines(FirstBytes first) {
    DelimitedLayout layout =
        new LayoutFinder(first.shown(), ParsedText.lines(first), REQUEST).find();
    return new DelimitedLines(layout, true);
  }

  private static String arff(List<String[]> ratings, Random random) {
    StringBuilder text = new StringBuilder("@relation r\n@attribute user string\n");
    text.append("@attribute 'item' {1, 2, 3, 4}\n@attribute rating numeric\n@data\n");
    String quote = random.nextBoolean() ? "'" : "";
    for (String[] rating : ratings) {
      if (random.nextInt(3) == 0) {
        text.append("{0 ").append(quote).append(rating[0]).append(quote);
        text.append(rating[1].equals("1") ? "" : ", 1 " + rating[1]);
        text.append(rating[2].equals("0") ? "" : ",2 " + rating[2]).append("}\n");
        continue;
      }
      text.append(quote).append(rating[0]).append(quote).append(',');
      text.append(rating[1]).append(',').append(rating[2]).append('\n');
    }
    return text.toString();
  }

  private static LineFormat arffLines(FirstBytes first) {
    ParsedText.lines(first);
    return ArffFormat.lines(first, ArffFormat.layout(first, REQUEST));
  }

  private static String json(List<String[]> ratings, Random random) {
    StringBuilder text = new StringBuilder();
    for (String[] rating : ratings) {
      text.append("{\"user\": \"").append(rating[0]).append("\", \"n\": [1, {\"a\": null}], ");
      text.append("\"item\":").append(rating[1]).append(",\"rating\":").append(rating[2]);
      text.append("}\n");
    }
    return text.toString();
  }

  private static String jsonArray(List<String[]> ratings, Random random) {
    String gap = random.nextBoolean() ? "\n  " : "";
    StringBuilder text = new StringBuilder("[");
    for (String[] rating : ratings) {
      text.append(text.length() > 1 ? "," : "")
          .append(gap)
          .append("{\"user\":\"")
          .append(rating[0]);
      text.append("\",").append(gap).append("\"tags\":[{\"item\":0}],\"item\": ").append(rating[1]);
      text.append(",\"rating\":").append(rating[2]).append('}');
    }
    return text.append(gap).append("]\n").toString();
  }

  private static LineFormat arrayElements(FirstBytes first) {
    ParsedText.lines(first);
    return new JsonArrayFormat(JsonLinesFormat.columns(first, REQUEST, false));
  }

  private static LineFormat jsonLines(FirstBytes first) {
    ParsedText.lines(first);
    return new JsonLines(JsonLinesFormat.columns(first, REQUEST, false));
  }

  /** Rows of items, so that the order is that of the ratings. */
  private static String dense(List<String[]> ratings, Random random) {
    StringBuilder text = new StringBuilder();
    int items = Integer.parseInt(ratings.get(ratings.size() - 1)[1]);
    for (int item = 0; item <= items; item++) {
      String[] row = {"", "", "", ""};
      for (String[] rating : ratings) {
        if (rating[1].equals("" + item)) {
          row[Integer.parseInt(rating[0])] = rating[2];
        }
      }
      text.append(String.join(",", row)).append('\n');
    }
    return text.toString();
  }

  private static LineFormat denseLines(FirstBytes first) {
    List<byte[]> lines = ParsedText.lines(first);
    byte[] row = lines.get(0);
    String separator = DenseShape.separator(row, REQUEST);
    int columns = new Fields(separator).splitAll(row, 0, row.length);
    DenseShape shape =
        new DenseShape(separator, false, lines.size(), Math.max(0, columns), new long[1]);
    RatingsRequest items = RatingsRequest.of("input").rows(RowsAre.ITEMS).build();
    return new DenseLines(shape, items, null);
  }
}
