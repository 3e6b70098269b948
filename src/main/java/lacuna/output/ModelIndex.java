// Which ids a written model has rows of, and in which order.
package lacuna.output;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import lacuna.blocks.Axis;
import lacuna.ratings.FeatureRows;

/**
 * The trained ids in their order, and behind them those that a method knows by features alone. A
 * class of plain fields, since it crosses processes.
 */
final class ModelIndex implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] described;

  private ModelIndex(int[] described) {
    this.described = described;
  }

  /**
   * The rows of one side.
   *
   * @param features that the method was told; null for none
   */
  static ModelIndex of(Axis axis, FeatureRows features) {
    return new ModelIndex(
        features == null
            ? new int[0]
            : IntStream.range(0, axis.size())
                .filter(id -> axis.ordinal(id) < 0 && features.has(id))
                .toArray());
  }

  /** Number of rows. */
  int size(Axis axis) {
    return axis.trained() + described.length;
  }

  /** The row of an id, from 0; below zero for an id that has none. */
  int of(Axis axis, int id) {
    if (axis.ordinal(id) >= 0) {
      return axis.ordinal(id);
    }
    int place = Arrays.binarySearch(described, id);
    return place < 0 ? -1 : axis.trained() + place;
  }
}
