// A part of a training's state: what a checkpoint is made of.
package lacuna.checkpoints;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import lacuna.blocks.Stripe;

/**
 * Named float columns of some kind and number. A stripe is one; a column may also have a length of
 * its own. A class of plain fields and no record, since it crosses processes and Spark's Kryo can't
 * rebuild a record. Arrays are taken and given as they are.
 */
public final class Piece implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String kind;
  private final int index;
  private final int rows;
  private final TreeMap<String, float[]> columns;

  /**
   * @param kind what it is a part of, such as {@code users}
   * @param index its number among those of the kind
   * @param rows number of rows, for whoever reads it
   * @param columns values by name
   */
  public Piece(String kind, int index, int rows, Map<String, float[]> columns) {
    this.kind = kind;
    this.index = index;
    this.rows = rows;
    this.columns = new TreeMap<>(columns);
  }

  /** A stripe with all its columns. */
  public static Piece of(String kind, Stripe stripe) {
    return new Piece(kind, stripe.index(), stripe.rows(), stripe.columns());
  }

  /** What it is a part of. */
  public String kind() {
    return kind;
  }

  /** Its number among those of the kind. */
  public int index() {
    return index;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Columns by name, in the order of the names. */
  public Map<String, float[]> columns() {
    return java.util.Collections.unmodifiableMap(columns);
  }

  /** The stripe that this was made of. */
  public Stripe stripe() {
    Stripe stripe = Stripe.of(index, rows);
    for (Map.Entry<String, float[]> column : columns.entrySet()) {
      stripe = stripe.with(column.getKey(), column.getValue());
    }
    return stripe;
  }
}
