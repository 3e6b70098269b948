// Which column holds what, by names in a header or schema. Used by the delimited and table formats.
package lacuna.ratings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The names that columns of ratings go by, compared without case, signs and blanks. */
public final class ColumnNames {
  /** What a column can hold. */
  public enum Role {
    USER(
        Set.of(
            "user",
            "userid",
            "uid",
            "u",
            "userindex",
            "customer",
            "customerid",
            "member",
            "memberid",
            "account",
            "accountid",
            "reviewer",
            "reviewerid",
            "visitorid",
            "person",
            "personid")),
    ITEM(
        Set.of(
            "item",
            "itemid",
            "iid",
            "i",
            "itemindex",
            "movie",
            "movieid",
            "product",
            "productid",
            "asin",
            "book",
            "bookid",
            "isbn",
            "song",
            "songid",
            "track",
            "trackid",
            "artist",
            "artistid",
            "anime",
            "animeid",
            "game",
            "gameid",
            "business",
            "businessid",
            "joke",
            "jokeid",
            "title",
            "titleid")),
    RATING(
        Set.of(
            "rating",
            "ratings",
            "rate",
            "r",
            "score",
            "scores",
            "star",
            "stars",
            "value",
            "overall",
            "preference",
            "grade")),
    TIMESTAMP(
        Set.of(
            "timestamp",
            "time",
            "date",
            "datetime",
            "ts",
            "t",
            "unixtime",
            "unixreviewtime",
            "ratedat",
            "createdat",
            "reviewtime",
            "tstamp"));

    private final Set<String> names;

    Role(Set<String> names) {
      this.names = names;
    }

    /** Whether it goes by this plain name. */
    boolean has(String plain) {
      return names.contains(plain);
    }

    /** For messages: {@code rating}. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** {@code user_id:token}, {@code rating:float}. */
  private static final Pattern TYPE = Pattern.compile(":(token|float)(_seq)?$");

  private ColumnNames() {}

  /** Whether some role goes by this name. */
  static boolean known(String name) {
    String plain = plain(name);
    for (Role role : Role.values()) {
      if (role.names.contains(plain)) {
        return true;
      }
    }
    return false;
  }

  /** The first column that goes by a name of this role. */
  public static Optional<Integer> find(Role role, List<String> columns) {
    for (int k = 0; k < columns.size(); k++) {
      if (role.names.contains(plain(columns.get(k)))) {
        return Optional.of(k);
      }
    }
    return Optional.empty();
  }

  /** The column of exactly this name, or else of this name in another case. */
  static Optional<Integer> named(String name, List<String> columns) {
    int exact = columns.indexOf(name);
    if (exact >= 0) {
      return Optional.of(exact);
    }
    for (int k = 0; k < columns.size(); k++) {
      String column = columns.get(k);
      boolean same = column.equalsIgnoreCase(name);
      if (same || TYPE.matcher(column).replaceFirst("").equalsIgnoreCase(name)) {
        return Optional.of(k);
      }
    }
    return Optional.empty();
  }

  /**
   * Sees that users and items are two columns.
   *
   * @param shown whose columns
   * @param same whether they are one
   * @param column of the user
   * @throws InputException where they are one
   */
  static void checkApart(String shown, boolean same, String column) {
    if (same) {
      throw new InputException(
          shown
              + ": user and item are both column "
              + column
              + "; name another by --user-column or --item-column");
    }
  }

  /** Whether a plain name is one of an item's. */
  static boolean isItem(String plain) {
    return Role.ITEM.names.contains(plain);
  }

  /** A name without case, signs and blanks, and without the type that RecBole writes behind it. */
  static String plain(String name) {
    String bare = TYPE.matcher(name).replaceFirst("");
    return bare.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
