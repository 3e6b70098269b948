// What is known of the rows of one stripe beside their ratings.
package lacuna.blocks;

import java.io.Serializable;
import lacuna.ratings.FeatureRows;

/**
 * Sparse features of one stripe, cold rows included: those of row r are the range [start[r],
 * start[r + 1]). Immutable by agreement, like {@link RowBlock}.
 */
public final class FeatureBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int names;
  private final int[] start;
  private final int[] name;
  private final float[] value;

  private FeatureBlock(int names, int[] start, int[] name, float[] value) {
    this.names = names;
    this.start = start;
    this.name = name;
    this.value = value;
  }

  /** The features of a stripe's rows. */
  public static FeatureBlock of(FeatureRows features, Axis axis, int stripe) {
    int[] start = new int[axis.rows(stripe) + 1];
    for (int row = 0; row + 1 < start.length; row++) {
      int id = axis.idAt(stripe, row);
      int entries = features.start(id + 1) - features.start(id);
      start[row + 1] = Math.addExact(start[row], entries);
    }
    int[] name = new int[start[start.length - 1]];
    float[] value = new float[name.length];
    for (int row = 0; row + 1 < start.length; row++) {
      int from = features.start(axis.idAt(stripe, row));
      for (int t = start[row]; t < start[row + 1]; t++) {
        name[t] = features.name(from + t - start[row]);
        value[t] = features.value(from + t - start[row]);
      }
    }
    return new FeatureBlock(features.names(), start, name, value);
  }

  /** How many features there are. */
  public int names() {
    return names;
  }

  /** First entry of a row. */
  public int start(int row) {
    return start[row];
  }

  /** Number of the feature of an entry. */
  public int name(int entry) {
    return name[entry];
  }

  /** Value of an entry. */
  public float value(int entry) {
    return value[entry];
  }
}
