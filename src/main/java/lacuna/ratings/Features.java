// What is known of users or items beside their ratings. Read by `run` for the sampler.
package lacuna.ratings;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import lacuna.ratings.ColumnNames.Role;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;

/**
 * Sparse features by id, as a file brings them: a line for each id with columns of numbers, words
 * or {@code |}-separated tags, or a line for each id, name and value. {@link FeatureText} says how
 * they are understood and scaled. Immutable; on the driver alone.
 */
public final class Features {
  private final IdList ids;
  private final String[] names;
  private final int[] start;
  private final int[] name;
  private final float[] value;
  private final List<String> columns;

  /**
   * Takes the arrays as they are.
   *
   * @param ids sorted, each once
   * @param names of the features, sorted
   * @param start first entry of each id, one more than there are ids
   * @param name feature of each entry, ascending within an id
   * @param value of each entry
   * @param columns what was made of each column, for people
   */
  Features(
      IdList ids, String[] names, int[] start, int[] name, float[] value, List<String> columns) {
    this.ids = ids;
    this.names = names;
    this.start = start;
    this.name = name;
    this.value = value;
    this.columns = List.copyOf(columns);
  }

  /**
   * Reads a file of features.
   *
   * @param option by which the file was given, for messages
   * @param path one file of any file system that Hadoop knows
   * @param side whose features they are
   * @throws InputException if it is not there, can't be read, or holds no features
   */
  public static Features read(Configuration hadoop, String option, String path, Role side) {
    try {
      List<InputFile> files = InputFiles.find(hadoop, List.of(path), "features").files();
      if (files.size() != 1) {
        throw new InputException(path + " is " + files.size() + " files; features stand in one");
      }
      InputFile file = files.get(0);
      return FeatureText.parse(file.shown(), FileBytes.whole(file.piece(), hadoop), side);
    } catch (InputException e) {
      throw new InputException(option + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new InputException(option + ": " + path + " can't be read: " + e.getMessage(), e);
    }
  }

  /** How many ids have features. */
  public int size() {
    return ids.size();
  }

  /** Names of the features, sorted. */
  public List<String> names() {
    return List.of(names);
  }

  /** What was made of each column, for people. */
  public List<String> columns() {
    return columns;
  }

  /** An id that has features, for messages. */
  public String example() {
    return ids.get(0);
  }

  /** The ids that can be ids of this type: text that a number would not be written as can't. */
  IdList ids(DataType type) {
    if (type instanceof StringType) {
      return ids;
    }
    IdList.Builder fit = new IdList.Builder(ids.size());
    for (int k = 0; k < ids.size(); k++) {
      String text = ids.get(k);
      if (IdType.writes(text, type)) {
        byte[] utf8 = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        fit.add(utf8, 0, utf8.length);
      }
    }
    return fit.build();
  }

  /** How many of some ids have features. */
  public int count(Ids known) {
    int count = 0;
    for (int id = 0; id < known.size(); id++) {
      count += ids.find(known.list(), id) >= 0 ? 1 : 0;
    }
    return count;
  }

  /** The features by the index of each of some ids. */
  public FeatureRows of(Ids known) {
    int[] from = new int[known.size() + 1];
    int[] names = new int[name.length];
    float[] values = new float[value.length];
    int filled = 0;
    for (int id = 0; id < known.size(); id++) {
      int row = ids.find(known.list(), id);
      if (row >= 0) {
        int entries = start[row + 1] - start[row];
        System.arraycopy(name, start[row], names, filled, entries);
        System.arraycopy(value, start[row], values, filled, entries);
        filled += entries;
      }
      from[id + 1] = filled;
    }
    return new FeatureRows(
        this.names.length, from, Arrays.copyOf(names, filled), Arrays.copyOf(values, filled));
  }

  /** 16 hex digits over all ids, names and values, in whatever order the file has them. */
  public String fingerprint() {
    long hash = names.length;
    for (String text : names) {
      byte[] utf8 = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      hash = Hash64.join(hash, Hash64.of(utf8, 0, utf8.length));
    }
    for (int row = 0; row < ids.size(); row++) {
      hash = Hash64.join(hash, ids.hash64(row));
      for (int t = start[row]; t < start[row + 1]; t++) {
        hash =
            Hash64.join(
                hash, (long) name[t] << 32 | Float.floatToRawIntBits(value[t]) & 0xFFFFFFFFL);
      }
    }
    return java.util.HexFormat.of().toHexDigits(hash);
  }
}
