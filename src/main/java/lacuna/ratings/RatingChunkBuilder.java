// Collects the ratings of one batch. Every format fills one from its parser.
package lacuna.ratings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A growing batch of ratings: no object for each rating, no boxing. Not safe for several threads.
 */
final class RatingChunkBuilder {
  private static final int FIRST = 1 << 12;
  private static final int MOST_IN_SEGMENT = 1 << 16;

  private final Part source;
  private IdDictionary users = new IdDictionary(0);
  private IdDictionary items = new IdDictionary(0);

  /** Segments that are full; columns only grow by new ones, which costs no copies. */
  private final List<Segment> full = new ArrayList<>();

  private int before;
  private int[] user = new int[FIRST];
  private int[] item = new int[FIRST];
  private float[] rating = new float[FIRST];
  private float[] weight;
  private long[] timestamp;

  /** Ratings in the segment at hand. */
  private int size;

  private int batch;
  private int timeKinds;
  private final List<PieceReport> reports = new ArrayList<>();

  /**
   * @param source {@link Part#TEST} for a given test path, else {@link Part#TRAIN}
   * @param weighted whether ratings have weights
   * @param timed whether ratings have times
   */
  RatingChunkBuilder(Part source, boolean weighted, boolean timed) {
    this.source = source;
    this.weight = weighted ? new float[FIRST] : null;
    this.timestamp = timed ? new long[FIRST] : null;
  }

  private record Segment(
      int[] user, int[] item, float[] rating, float[] weight, long[] timestamp) {}

  /** How many ratings there are. */
  int size() {
    return before + size;
  }

  /** Counts the batches built: codes of ids are good as long as this stays. */
  int batch() {
    return batch;
  }

  /** The kinds of the times added since {@link #forgetTimeKinds}, as {@link TimeText#kind}. */
  int timeKinds() {
    return timeKinds;
  }

  /** The time that was added last; there must be one. */
  long lastTime() {
    return timestamp[size - 1];
  }

  void forgetTimeKinds() {
    timeKinds = 0;
  }

  /**
   * Adds one rating whose ids stand in {@code text}.
   *
   * @param value the rating, finite
   * @param itsWeight ignored where ratings have no weights
   * @param time ignored where ratings have no times
   * @return what is wrong with an id, in which case nothing is added; null where nothing is
   */
  String add(
      byte[] text,
      int userFrom,
      int userTo,
      int itemFrom,
      int itemTo,
      float value,
      float itsWeight,
      long time) {
    if (userFrom >= userTo || itemFrom >= itemTo) {
      return "the " + (userFrom >= userTo ? "user" : "item") + " id is empty";
    }
    long userKey = IdDictionary.key(text, userFrom, userTo);
    int userCode = users.find(userKey, text, userFrom, userTo);
    if (userCode < 0) {
      String fault = IdText.fault("user", text, userFrom, userTo);
      if (fault != null) {
        return fault;
      }
    }
    long itemKey = IdDictionary.key(text, itemFrom, itemTo);
    int itemCode = items.find(itemKey, text, itemFrom, itemTo);
    if (itemCode < 0) {
      String fault = IdText.fault("item", text, itemFrom, itemTo);
      if (fault != null) {
        return fault;
      }
      itemCode = items.insert(itemKey, text, itemFrom, itemTo);
    }
    if (userCode < 0) {
      userCode = users.insert(userKey, text, userFrom, userTo);
    }
    add(userCode, itemCode, value, itsWeight, time);
    return null;
  }

  /** The code of a user, given a new one where it has none. For ids known to be good. */
  int user(byte[] text, int from, int to) {
    return code(users, text, from, to);
  }

  /** The code of an item, given a new one where it has none. For ids known to be good. */
  int item(byte[] text, int from, int to) {
    return code(items, text, from, to);
  }

  private static int code(IdDictionary side, byte[] text, int from, int to) {
    long key = IdDictionary.key(text, from, to);
    int code = side.find(key, text, from, to);
    return code < 0 ? side.insert(key, text, from, to) : code;
  }

  /** Adds one rating by the codes of its ids. */
  void add(int userCode, int itemCode, float value, float itsWeight, long time) {
    if (size == user.length) {
      grow();
    }
    int k = size;
    user[k] = userCode;
    item[k] = itemCode;
    // Adding zero makes -0 a 0, so that equal ratings have equal bits.
    rating[k] = value + 0.0f;
    if (weight != null) {
      weight[k] = itsWeight;
    }
    if (timestamp != null) {
      timestamp[k] = time;
      timeKinds |= TimeText.kind(time);
    }
    size = k + 1;
  }

  /** Lets the batch carry the report of a piece of input whose reading has ended. */
  void report(PieceReport report) {
    reports.add(report);
  }

  /** The batch; the builder is empty afterwards. */
  RatingChunk build() {
    int all = size();
    RatingChunk chunk =
        new RatingChunk(
            source,
            joined(Segment::user, user, new int[all]),
            joined(Segment::item, item, new int[all]),
            joined(Segment::rating, rating, new float[all]),
            weight == null ? null : joined(Segment::weight, weight, new float[all]),
            timestamp == null ? null : joined(Segment::timestamp, timestamp, new long[all]),
            users.ids(),
            items.ids(),
            reports.toArray(PieceReport[]::new));
    size = 0;
    before = 0;
    full.clear();
    batch++;
    users = new IdDictionary(users.size());
    items = new IdDictionary(items.size());
    reports.clear();
    return chunk;
  }

  /** A column of all segments. */
  private <A> A joined(Function<Segment, A> column, A last, A into) {
    int at = 0;
    for (Segment segment : full) {
      System.arraycopy(column.apply(segment), 0, into, at, MOST_IN_SEGMENT);
      at += MOST_IN_SEGMENT;
    }
    System.arraycopy(last, 0, into, at, size);
    return into;
  }

  private void grow() {
    if (user.length < MOST_IN_SEGMENT) {
      int capacity = 2 * user.length;
      user = Arrays.copyOf(user, capacity);
      item = Arrays.copyOf(item, capacity);
      rating = Arrays.copyOf(rating, capacity);
      weight = weight == null ? null : Arrays.copyOf(weight, capacity);
      timestamp = timestamp == null ? null : Arrays.copyOf(timestamp, capacity);
      return;
    }
    full.add(new Segment(user, item, rating, weight, timestamp));
    before += MOST_IN_SEGMENT;
    size = 0;
    user = new int[MOST_IN_SEGMENT];
    item = new int[MOST_IN_SEGMENT];
    rating = new float[MOST_IN_SEGMENT];
    weight = weight == null ? null : new float[MOST_IN_SEGMENT];
    timestamp = timestamp == null ? null : new long[MOST_IN_SEGMENT];
  }
}
