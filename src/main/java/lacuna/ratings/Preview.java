// The first ratings as they were understood. Shown by the doctor; decides nothing.
package lacuna.ratings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Ratings in the order in which they stand, as text.
 *
 * @param rows user, item, rating and, where times were asked for, time
 */
public record Preview(List<List<String>> rows) {
  /** Freezes the rows. */
  public Preview {
    rows = List.copyOf(rows);
  }

  /**
   * Reads the beginning of what a request names.
   *
   * @param most rows to show
   * @throws InputException if the input is missing or of no known format
   */
  public static Preview of(SparkSession spark, RatingsRequest request, int most) {
    Reading reading = Formats.read(spark, request, Part.TRAIN, request.paths());
    List<RatingChunk> first =
        reading.chunks().filter(chunk -> chunk.size() > 0).map(chunk -> head(chunk, most)).take(1);
    List<List<String>> rows = new ArrayList<>();
    for (RatingChunk chunk : first) {
      for (int k = 0; k < chunk.size(); k++) {
        List<String> row = new ArrayList<>();
        row.add(chunk.users.get(chunk.user[k]));
        row.add(chunk.items.get(chunk.item[k]));
        row.add(Float.toString(chunk.rating[k]));
        if (chunk.timestamp != null) {
          row.add(Long.toString(chunk.timestamp[k]));
        }
        rows.add(List.copyOf(row));
      }
    }
    return new Preview(rows);
  }

  /** The first ratings alone, so that no more travels to the driver. */
  private static RatingChunk head(RatingChunk chunk, int most) {
    int size = Math.min(most, chunk.size());
    RatingChunkBuilder builder =
        new RatingChunkBuilder(chunk.source, false, chunk.timestamp != null);
    for (int k = 0; k < size; k++) {
      byte[] user = chunk.users.get(chunk.user[k]).getBytes(StandardCharsets.UTF_8);
      byte[] item = chunk.items.get(chunk.item[k]).getBytes(StandardCharsets.UTF_8);
      builder.add(
          builder.user(user, 0, user.length),
          builder.item(item, 0, item.length),
          chunk.rating[k],
          1,
          chunk.timestamp == null ? 0 : chunk.timestamp[k]);
    }
    return builder.build();
  }
}
