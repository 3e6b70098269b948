// What the rows of a dense matrix stand for: part of a RatingsRequest.
package lacuna.ratings;

/** Whether a dense matrix has a row for each user or for each item. */
public enum RowsAre {
  USERS,
  ITEMS
}
