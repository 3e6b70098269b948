// How a delimited text is laid out: found out from its first lines, then sent to the tasks.
package lacuna.ratings;

import java.io.Serializable;

/**
 * Separator, header and columns of a delimited text. Columns count from 0; -1 is none. Pairs have
 * no rating.
 *
 * @param separator as {@link Fields} takes it
 * @param header the first line where it names columns, else null
 * @param anyHeader whether the first line of every file is a header whatever it says
 * @param user column of the user ids; likewise the others
 */
record DelimitedLayout(
    String separator,
    String header,
    boolean anyHeader,
    int user,
    int item,
    int rating,
    int timestamp,
    int weight)
    implements Serializable {

  /** How many fields of a line have to be looked at. */
  int needed() {
    return 1 + Math.max(Math.max(user, item), Math.max(rating, Math.max(timestamp, weight)));
  }

  /** The layout of text in which no line is a header. */
  DelimitedLayout headless() {
    return new DelimitedLayout(separator, null, false, user, item, rating, timestamp, weight);
  }

  /** The layout without the columns that nobody asked for. */
  DelimitedLayout reading(boolean timed) {
    return timed
        ? this
        : new DelimitedLayout(separator, header, anyHeader, user, item, rating, -1, weight);
  }
}
