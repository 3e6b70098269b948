// What items are called. Read by commands that show items to people; decides nothing.
package lacuna.ratings;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/**
 * Titles by item id, as data sets bring them: {@code movies.csv} with quoted commas, {@code
 * movies.dat} with {@code ::}, {@code u.item} with {@code |}, {@code movie_titles.txt} with commas
 * in titles and no quotes, RecBole's {@code .item}, and {@code movie,name} by the row of a matrix;
 * UTF-8 or Latin-1, plain or compressed. Immutable.
 */
public final class Titles {
  private final Map<String, String> byId;

  Titles(Map<String, String> byId) {
    this.byId = Map.copyOf(byId);
  }

  /** No titles at all. */
  public static Titles none() {
    return new Titles(Map.of());
  }

  /**
   * Reads a file of titles.
   *
   * @param path one file of any file system that Hadoop knows
   * @throws InputException if it is not there, can't be read, or is no list of titles
   */
  public static Titles read(Configuration hadoop, String path) {
    List<InputFile> files = InputFiles.find(hadoop, List.of(path), "titles").files();
    if (files.size() != 1) {
      throw new InputException(path + " is " + files.size() + " files; titles stand in one");
    }
    InputFile file = files.get(0);
    try {
      return new Titles(TitleText.parse(file.shown(), FileBytes.whole(file.piece(), hadoop)));
    } catch (IOException e) {
      throw new InputException(file.shown() + " can't be read: " + e.getMessage(), e);
    }
  }

  /** The title of an item, where there is one. */
  public Optional<String> of(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The title of an item, or else its id. */
  public String orId(String id) {
    return byId.getOrDefault(id, id);
  }

  /** How many of some items have a title. */
  public int count(Ids items) {
    int count = 0;
    for (int i = 0; i < items.size(); i++) {
      count += byId.containsKey(items.get(i)) ? 1 : 0;
    }
    return count;
  }

  /**
   * Sees that titles and items belong together.
   *
   * @param items how many there are
   * @param id of each of them, as text
   * @param path that the titles were read from
   * @param whose the items are, for the message
   * @throws InputException where no item has a title
   */
  public void checkAny(int items, IntFunction<String> id, String path, String whose) {
    if (IntStream.range(0, items).noneMatch(k -> byId.containsKey(id.apply(k)))) {
      throw new InputException(
          String.format(
              "None of the %d titles of %s belongs to an item of %s, such as %s; give the titles of"
                  + " these items",
              size(), path, whose, id.apply(0)));
    }
  }

  /** How many titles there are. */
  public int size() {
    return byId.size();
  }
}
