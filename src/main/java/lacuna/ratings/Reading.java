// The first step's result: what a format made of one source. Taken by the loader.
package lacuna.ratings;

import java.util.List;
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
 */
record Reading(
    JavaRDD<RatingChunk> chunks,
    Understood.Source source,
    DataType userType,
    DataType itemType,
    IdList users,
    IdList items,
    List<String> warnings) {}
