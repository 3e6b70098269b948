// A table or view of Spark's catalog, asked for by its name.
package lacuna.ratings;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/** {@code ratings}, {@code shop.ratings}; a file of the same name goes before it. */
final class TableFormat implements RatingFormat {
  private static final Pattern NAME = Pattern.compile("\\w+(\\.\\w+){0,2}");

  @Override
  public String name() {
    return "table";
  }

  @Override
  public boolean recognises(Input input) {
    if (input.paths().size() != 1 || !NAME.matcher(input.paths().get(0)).matches()) {
      return false;
    }
    Path path = new Path(input.paths().get(0));
    try {
      return !path.getFileSystem(input.hadoop()).exists(path) && isTable(input);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isTable(Input input) {
    try {
      return input.spark().catalog().tableExists(input.paths().get(0));
    } catch (
        Exception e) { // some that Spark throws, in Scala, are checked ones that Java can't see
      return false; // what it says of a path, or of a name whose catalog or schema is not there
    }
  }

  @Override
  public Reading read(Input input) {
    String name = input.shown();
    if (input.paths().size() != 1 || !isTable(input)) {
      throw new InputException(
          name + " is no table of Spark's catalog; name one by its schema and name");
    }
    return new TableReading(name, input.spark().table(name), input)
        .read(new Understood.Source(name, 0, 0, name(), Map.of()));
  }
}
