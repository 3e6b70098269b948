// What every reader of this package makes: cells that can be walked through. Taken by MatrixFormat.
package lacuna.ratings.matrix;

/** A matrix as it was found in a file. Immutable; safe for any number of threads. */
public interface Matrix {
  /** How many rows, 1 or more. */
  int rows();

  /** How many columns, 1 or more. */
  int columns();

  /** Whether every cell has a value; otherwise only those that were stored have. */
  boolean dense();

  /** The type of its values as the file's tool calls it: {@code float32}. */
  String type();

  /** Starts a walk through the cells that have a value, in the order in which they are stored. */
  Cells cells();

  /** A walk through cells. Not safe for several threads. */
  interface Cells {
    /** Goes to the next cell; false when there is none. */
    boolean next();

    /** Row of the current cell, from 0. */
    int row();

    /** Column of the current cell, from 0. */
    int column();

    /** Value of the current cell, whatever it is; NaN too. */
    double value();
  }
}
