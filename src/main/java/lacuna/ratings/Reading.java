// The first step's result: what a format made of one source. Taken by the loader.
package lacuna.ratings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.types.DataType;

/**
 * A source being read; nothing is read in full before the chunks are used.
 *
 * @param chunks one or a few a task
 * @param source what was understood, for people
 * @param userType Spark type that user ids came in; likewise {@code itemType}
 * @param users ids known to be there besides those with ratings, sorted, mostly none; likewise
 *     {@code items}
 * @param warnings one line each
 * @param joined the same source with the lines of a record taken together, where it may turn out
 *     that records stand on several
 */
record Reading(
    JavaRDD<RatingChunk> chunks,
    Understood.Source source,
    DataType userType,
    DataType itemType,
    IdList users,
    IdList items,
    List<String> warnings,
    Optional<Supplier<Reading>> joined) {
  Reading {
    warnings = List.copyOf(warnings);
  }

  /** A source whose records are known. */
  Reading(
      JavaRDD<RatingChunk> chunks,
      Understood.Source source,
      DataType userType,
      DataType itemType,
      IdList users,
      IdList items,
      List<String> warnings) {
    this(chunks, source, userType, itemType, users, items, warnings, Optional.empty());
  }

  /** The same with one more thing said of it. */
  Reading telling(String line) {
    List<String> told = new ArrayList<>(warnings);
    told.add(line);
    return with(told, joined.map(otherwise -> () -> otherwise.get().telling(line)));
  }

  /** The same with what is said of it, and another way to read it. */
  Reading with(List<String> told, Optional<Supplier<Reading>> otherwise) {
    return new Reading(chunks, source, userType, itemType, users, items, told, otherwise);
  }
}
