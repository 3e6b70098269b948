// The rows of one stripe as named float columns: what moves between workers, is checkpointed and is
// hashed.
package lacuna.blocks;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * One stripe of users or items as named float columns, each {@code rows x width} row-major.
 *
 * <p>Decision: whatever a solver keeps for a row is a column (factors, bias, AdaGrad's sums, ...).
 * Because: moving, checkpointing and hashing then need no code of their own for a new solver.
 * Costs: a look-up by name at the start of a task.
 *
 * <p>A stripe that Spark holds is never changed; a task works on its own {@link #copy}.
 */
public final class Stripe implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Factors, {@code rows x stride}; stride is the rank rounded up to the kernels' lanes, padded
   * with zeros.
   */
  public static final String FACTORS = "factors";

  /** Biases, {@code rows x 1}; absent from a model without biases. */
  public static final String BIAS = "bias";

  private final int index;
  private final int rows;
  private final TreeMap<String, float[]> columns;

  private Stripe(int index, int rows, TreeMap<String, float[]> columns) {
    this.index = index;
    this.rows = rows;
    this.columns = columns;
  }

  /** A stripe without columns. */
  public static Stripe of(int index, int rows) {
    return new Stripe(index, rows, new TreeMap<>());
  }

  /** Number of this stripe on its side of the grid. */
  public int index() {
    return index;
  }

  /** Number of rows, those of cold ids included. */
  public int rows() {
    return rows;
  }

  /** The values of a column, shared; null when there is none of that name. */
  public float[] column(String name) {
    return columns.get(name);
  }

  /** Values a row of a column; 0 for a stripe without rows or column. */
  public int width(String name) {
    float[] values = columns.get(name);
    return values == null || rows == 0 ? 0 : values.length / rows;
  }

  /** All columns by name, in the order of the names. */
  public Map<String, float[]> columns() {
    return java.util.Collections.unmodifiableMap(columns);
  }

  /** This stripe with a column added or replaced; the array is taken as it is. */
  public Stripe with(String name, float[] values) {
    if (rows == 0 ? values.length != 0 : values.length % rows != 0) {
      throw new IllegalArgumentException(
          "column " + name + " of " + values.length + " values does not fit " + rows + " rows");
    }
    TreeMap<String, float[]> more = new TreeMap<>(columns);
    more.put(name, values);
    return new Stripe(index, rows, more);
  }

  /** This stripe without a column. */
  public Stripe without(String name) {
    TreeMap<String, float[]> fewer = new TreeMap<>(columns);
    fewer.remove(name);
    return new Stripe(index, rows, fewer);
  }

  /** A stripe whose arrays are its own. */
  public Stripe copy() {
    TreeMap<String, float[]> copies = new TreeMap<>();
    columns.forEach((name, values) -> copies.put(name, values.clone()));
    return new Stripe(index, rows, copies);
  }
}
