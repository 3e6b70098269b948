// The ids of one side of a model, by index and by text.
package lacuna.serving;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import lacuna.ratings.Ids;
import lacuna.ratings.InputException;
import org.apache.spark.sql.types.DataType;

/**
 * Ids with their indices. An index never changes: new ids go behind those that there are. Immutable
 * and safe for any thread; a class of plain fields, since it crosses processes.
 */
public final class SideIds implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Ids sorted;
  private final int[] placeOf;
  private final int[] indexOf;

  private SideIds(Ids sorted, int[] placeOf) {
    this.sorted = sorted;
    this.placeOf = placeOf;
    this.indexOf = new int[placeOf.length];
    for (int index = 0; index < placeOf.length; index++) {
      indexOf[placeOf[index]] = index;
    }
  }

  /**
   * These ids, the i-th with index i.
   *
   * @param ids as text
   * @param type the Spark type in which {@link #value} gives them back
   * @throws InputException when one comes twice
   */
  public static SideIds of(List<String> ids, DataType type) {
    Ids sorted = Ids.of(ids, type);
    if (sorted.size() != ids.size()) {
      throw new InputException(
          "a model has " + ids.size() + " rows for " + sorted.size() + " ids; each needs one row");
    }
    return new SideIds(sorted, ids.stream().mapToInt(sorted::find).toArray());
  }

  /** These and more behind them. */
  SideIds with(List<String> more) {
    List<String> all = new ArrayList<>(size() + more.size());
    for (int index = 0; index < size(); index++) {
      all.add(text(index));
    }
    all.addAll(more);
    return of(all, type());
  }

  /** How many there are. */
  public int size() {
    return placeOf.length;
  }

  /** The index of an id given as text, or -1. */
  public int find(String id) {
    int place = id == null ? -1 : sorted.find(id);
    return place < 0 ? -1 : indexOf[place];
  }

  /** The id of an index, as text. */
  public String text(int index) {
    return sorted.get(placeOf[index]);
  }

  /** The id of an index as a value that a {@code Row} holds for {@link #type}. */
  public Object value(int index) {
    return sorted.value(placeOf[index]);
  }

  /** The Spark type of the ids. */
  public DataType type() {
    return sorted.type();
  }
}
