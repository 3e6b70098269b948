// What is known of the users or items of a run, by their index: what blocks are given.
package lacuna.ratings;

import java.io.Serializable;

/**
 * Sparse features of all ids of one side: those of the id at index i are the range {@code
 * [start[i], start[i + 1])}. Immutable by agreement; a class of plain fields, since it is
 * broadcast.
 */
public final class FeatureRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int names;
  private final int[] start;
  private final int[] name;
  private final float[] value;

  FeatureRows(int names, int[] start, int[] name, float[] value) {
    this.names = names;
    this.start = start;
    this.name = name;
    this.value = value;
  }

  /** How many features there are; their numbers run from 0 to one less. */
  public int names() {
    return names;
  }

  /** First entry of an id. */
  public int start(int id) {
    return start[id];
  }

  /** Number of the feature of an entry; ascending within an id. */
  public int name(int entry) {
    return name[entry];
  }

  /** Value of an entry. */
  public float value(int entry) {
    return value[entry];
  }

  /** Whether anything is known of an id. */
  public boolean has(int id) {
    return start[id + 1] > start[id];
  }

  /** How many ids have features and no count, such as of training ratings. */
  public int hasWithout(java.util.function.IntUnaryOperator count) {
    int found = 0;
    for (int id = 0; id + 1 < start.length; id++) {
      found += has(id) && count.applyAsInt(id) == 0 ? 1 : 0;
    }
    return found;
  }
}
