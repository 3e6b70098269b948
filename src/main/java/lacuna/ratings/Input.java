// A source that is to be read: paths, request, and the first look that formats recognise it by.
package lacuna.ratings;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** What a {@link RatingFormat} is given. Files are looked for when first asked for. */
final class Input {
  private final SparkSession spark;
  private final RatingsRequest request;
  private final Part source;
  private final List<String> paths;
  private final String role;
  private List<InputFile> files;
  private List<String> passedOver = List.of();
  private FirstBytes first;

  /**
   * @param source {@link Part#TEST} for a given test path, else {@link Part#TRAIN}
   */
  Input(SparkSession spark, RatingsRequest request, Part source, List<String> paths) {
    this(spark, request, source, paths, source == Part.TEST ? "test ratings" : request.records());
  }

  /**
   * @param role what the paths are to hold, for messages
   */
  Input(SparkSession spark, RatingsRequest request, Part source, List<String> paths, String role) {
    this.role = role;
    this.spark = spark;
    this.request = request;
    this.source = source;
    this.paths = paths;
  }

  SparkSession spark() {
    return spark;
  }

  Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }

  RatingsRequest request() {
    return request;
  }

  Part source() {
    return source;
  }

  List<String> paths() {
    return paths;
  }

  /** The paths as they were given. */
  String shown() {
    return String.join(", ", paths);
  }

  /**
   * The files, at least one.
   *
   * @throws InputException if there are none
   */
  List<InputFile> files() {
    if (files == null) {
      InputFiles.Found found = InputFiles.find(hadoop(), paths, role);
      passedOver = found.passedOver();
      files = unnamed(found.files());
    }
    return files;
  }

  /** Names of files that were taken for no data; known once files were looked for. */
  List<String> passedOver() {
    return passedOver;
  }

  /** Where the first file is compressed and its name doesn't say so, the others will be too. */
  private List<InputFile> unnamed(List<InputFile> found) {
    for (InputFile file : found) {
      if (file.length() > 0) {
        if (file.compressed()) {
          return found;
        }
        try {
          return FileBytes.compression(file, hadoop()) == Compression.NONE
              ? found
              : found.stream().map(InputFile::whole).toList();
        } catch (IOException e) {
          throw new InputException(file.shown() + " can't be read: " + e.getMessage(), e);
        }
      }
    }
    return found;
  }

  /** The size of the files together. */
  long bytes() {
    return files().stream().mapToLong(InputFile::length).sum();
  }

  /**
   * The first bytes of the first file that isn't empty, decompressed.
   *
   * @throws InputException if all files are empty, or the file can't be read
   */
  FirstBytes first() {
    if (first == null) {
      InputFile file =
          files().stream()
              .filter(candidate -> candidate.length() > 0)
              .findFirst()
              .orElseThrow(
                  () ->
                      new InputException(
                          shown() + " is empty; give a file that holds " + request.records()));
      try {
        first = FirstBytes.of(file, hadoop());
      } catch (IOException e) {
        throw new InputException(file.shown() + " can't be read: " + e.getMessage(), e);
      }
    }
    return first;
  }

  /** Whether this input's times decide anything; those of given test ratings rarely do. */
  boolean timesDecide() {
    return source == Part.TRAIN
        ? request.needsTimestamps()
        : request.duplicates().needsTimestamps();
  }

  /** The columns of this input's batches. */
  ChunkLayout layout() {
    return new ChunkLayout(source, request.weightColumn().isPresent(), request.needsTimestamps());
  }
}
