// All ids of one side, users or items: made on the driver once every rating is read, broadcast, and
// the meaning of every index from then on.
package lacuna.ratings;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The distinct ids of users or of items, of training and test ratings together, sorted; an id's
 * index is its place. Inside Lacuna ids are text; {@link #value} gives them back in the Spark type
 * in which they came. Immutable; safe for any number of threads.
 */
public final class Ids implements Serializable {
  private static final long serialVersionUID = 1L;

  private final IdList sorted;
  private final DataType type;

  /** Hashes by index, made on first use in each JVM: 8 bytes an id. */
  private transient volatile long[] hashes;

  /**
   * @param sorted in order, each id once
   */
  Ids(IdList sorted, DataType type) {
    this.sorted = sorted;
    this.type = type;
  }

  /**
   * The distinct ids among these.
   *
   * @param type the Spark type in which {@link #value} gives them back
   */
  public static Ids of(Collection<String> ids, DataType type) {
    return new Ids(IdList.of(ids).sorted(), type);
  }

  /** The distinct ids among these, as text. */
  public static Ids of(Collection<String> ids) {
    return of(ids, DataTypes.StringType);
  }

  /** How many ids there are; indices run from 0 to one less. */
  public int size() {
    return sorted.size();
  }

  /** The id at an index, as text. */
  public String get(int index) {
    return sorted.get(index);
  }

  /** The id at an index as a value that a {@code Row} holds for {@link #type}. */
  public Object value(int index) {
    return IdType.value(sorted.get(index), type);
  }

  /** The index of an id given as text, or -1. */
  public int find(String id) {
    byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
    return sorted.find(utf8, 0, utf8.length);
  }

  /** The Spark type in which the ids came: {@code StringType} for every text format. */
  public DataType type() {
    return type;
  }

  /** A fixed 64-bit hash of the id at an index: of its text alone, whatever else the data holds. */
  public long hash(int index) {
    return hashes()[index];
  }

  /** The ids themselves, in the order of their indices. */
  public IdList list() {
    return sorted;
  }

  long[] hashes() {
    long[] made = hashes;
    if (made == null) {
      made = new long[sorted.size()];
      for (int i = 0; i < made.length; i++) {
        made[i] = sorted.hash64(i);
      }
      hashes = made;
    }
    return made;
  }
}
