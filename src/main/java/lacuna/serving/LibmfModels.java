// Models of LIBMF's programs, as text.
package lacuna.serving;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lacuna.evaluation.Clip;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.output.ModelMetadata;
import lacuna.ratings.InputException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/**
 * The text that LIBMF's {@code mf_save_model} writes and {@code mf_load_model} reads (Chin and
 * others 2016): lines {@code f}, {@code m}, {@code n}, {@code k}, {@code b}, then a line for each
 * user ({@code p0 T …}) and item ({@code q0 T …}), with F in place of T for a row without ratings.
 * Ids are numbers from 0. It has neither biases nor μ: they go into two more factors, of which one
 * is 1 on the other side.
 */
public final class LibmfModels {
  /** Name of the method of a model that was read from LIBMF. */
  public static final String METHOD = "libmf";

  private LibmfModels() {}

  /**
   * Reads a model.
   *
   * @throws InputException when it can't be read, or is of another loss than squared errors
   */
  public static ServedModel read(SparkSession session, String path) {
    Path file = new Path(path);
    try {
      FileSystem fs = file.getFileSystem(session.sparkContext().hadoopConfiguration());
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(fs.open(file), StandardCharsets.UTF_8))) {
        checkMark(path, lines);
        return new Lines(path, fs.getFileStatus(file).getLen(), lines).model();
      }
    } catch (IOException failed) {
      throw new InputException("can't read " + path + ": " + failed.getMessage(), failed);
    }
  }

  /** Tells any other file from a model before a line of it is looked for, which may have no end. */
  private static void checkMark(String path, BufferedReader lines) throws IOException {
    lines.mark(2);
    char[] mark = new char[2];
    if (lines.read(mark) < 2 || mark[0] != 'f' || mark[1] != ' ') {
      throw new InputException(
          path
              + " is a file and no model: LIBMF's text begins with \"f 0\"; give the --output of a run,"
              + " a saved ALSModel, or what mf-train wrote");
    }
    lines.reset();
  }

  /** Reads line by line and knows where it stands. */
  private static final class Lines {
    private final String path;
    private final long bytes;
    private final BufferedReader lines;
    private int number;

    Lines(String path, long bytes, BufferedReader lines) {
      this.path = path;
      this.bytes = bytes;
      this.lines = lines;
    }

    private String[] next() throws IOException {
      String line = lines.readLine();
      number++;
      if (line == null) {
        throw wrong("it ends before its last row");
      }
      return line.strip().split("\\s+");
    }

    private double header(String name) throws IOException {
      String[] fields = next();
      if (fields.length != 2 || !fields[0].equals(name)) {
        throw wrong("\"" + name + " NUMBER\" is expected, found " + String.join(" ", fields));
      }
      return number(fields[1]);
    }

    private double number(String text) {
      try {
        double value = Double.parseDouble(text);
        if (Double.isFinite((float) value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        // told below, as a number that is not finite is
      }
      throw wrong(text + " is no finite number");
    }

    /** A whole number from {@code least}. */
    private int size(String name, int least) throws IOException {
      double value = header(name);
      if (value != (int) value || value < least) {
        throw wrong(name + " is " + value + " and should be a whole number from " + least);
      }
      return (int) value;
    }

    /** A row takes four letters and two for each factor: checked before memory is asked for. */
    private void checkSizes(long users, long items, long rank) {
      if ((users + items) * (2.0 * rank + 4) > bytes) {
        throw wrong(
            (users + items)
                + " rows of "
                + rank
                + " factors don't fit in its "
                + bytes
                + " bytes: it was cut or changed");
      }
    }

    private InputException wrong(String what) {
      return new InputException(
          path + ":" + number + ": " + what + "; give a model that mf-train wrote");
    }

    ServedModel model() throws IOException {
      if (header("f") != 0) {
        throw wrong("its loss is not squared errors (f 0), whose predictions are no ratings");
      }
      int users = size("m", 0);
      int items = size("n", 0);
      int rank = size("k", 1);
      checkSizes(users, items, rank);
      double mean = header("b");
      float[][] p = rows("p", users, rank);
      float[][] q = rows("q", items, rank);
      ModelMetadata about =
          new ModelMetadata(
              METHOD,
              rank,
              1,
              0,
              Double.POSITIVE_INFINITY,
              0,
              mean,
              false,
              false,
              new Regularisation(Form.WEIGHTED, Double.NaN, Double.NaN, Double.NaN),
              Clip.NONE,
              0,
              0,
              "",
              "",
              "");
      return ServedModel.of(about, side(p, rank), side(q, rank));
    }

    private float[][] rows(String prefix, int count, int rank) throws IOException {
      float[][] rows = new float[count][];
      for (int k = 0; k < count; k++) {
        String[] fields = next();
        if (fields.length != rank + 2 || !fields[0].equals(prefix + k)) {
          throw wrong(
              "a row " + prefix + k + " of " + rank + " factors is expected, found " + fields[0]);
        }
        if (fields[1].equals("T")) {
          rows[k] = new float[rank];
          for (int j = 0; j < rank; j++) {
            rows[k][j] = (float) number(fields[j + 2]);
          }
        }
      }
      return rows;
    }

    /** Rows without ratings have no id here, so that their status is that of a cold one. */
    private static ServedSide side(float[][] rows, int rank) {
      int[] there = IntStream.range(0, rows.length).filter(k -> rows[k] != null).toArray();
      List<String> ids = IntStream.of(there).mapToObj(Integer::toString).toList();
      return ServedSide.of(
          SideIds.of(ids, DataTypes.IntegerType),
          rank,
          Arrays.stream(there).mapToObj(k -> rows[k]).toArray(float[][]::new));
    }
  }

  /**
   * Writes a model; row k of a side is its index k.
   *
   * @param path a file, which is replaced
   * @throws InputException when the file system refuses
   */
  public static void write(SparkSession session, ServedModel model, String path) {
    Path file = new Path(path);
    ModelMetadata about = model.about();
    boolean more = about.biases() || about.mean() != 0;
    int rank = about.rank() + (more ? 2 : 0);
    try {
      FileSystem fs = file.getFileSystem(session.sparkContext().hadoopConfiguration());
      try (BufferedWriter out =
          new BufferedWriter(
              new OutputStreamWriter(fs.create(file, true), StandardCharsets.UTF_8))) {
        out.write("f 0\nm " + model.users().size() + "\nn " + model.items().size());
        out.write("\nk " + rank + "\nb " + (float) about.trainMean() + "\n");
        write(out, "p", model.users(), about, more, true);
        write(out, "q", model.items(), about, more, false);
      }
    } catch (IOException failed) {
      throw new InputException("can't write " + path + ": " + failed.getMessage(), failed);
    }
  }

  private static void write(
      BufferedWriter out,
      String prefix,
      ServedSide side,
      ModelMetadata about,
      boolean more,
      boolean users)
      throws IOException {
    for (int index = 0; index < side.size(); index++) {
      StringBuilder line = new StringBuilder(prefix).append(index).append(" T ");
      for (float factor : side.row(index, about.rank())) {
        line.append(factor).append(' ');
      }
      if (more) {
        float bias = users ? (float) about.mean() + side.bias(index) : side.bias(index);
        line.append(users ? bias : 1f).append(' ').append(users ? 1f : bias).append(' ');
      }
      out.write(line.append('\n').toString());
    }
  }
}
