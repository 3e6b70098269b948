// The way from batches to the table: index ids, group by user, count. Called by RatingsLoader for
// every format alike.
package lacuna.ratings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import scala.jdk.javaapi.CollectionConverters;

/** One load, in three steps: {@link #index}, {@link #group}, {@link #count}. */
final class Loading {
  /** What the driver can join itself in less time than a stage takes. */
  private static final int FEW_PARTITIONS = 16;

  /** User, item, rating and part. */
  private static final int BYTES_OF_RATING = 13;

  /** What Spark's page says of a job. */
  private static final String DESCRIPTION = "spark.job.description";

  private final JavaSparkContext spark;
  private final RatingsRequest request;
  private Reading ratings;
  private Optional<Reading> test;
  private final boolean testIsValidation;
  private final SideFeatures features;

  private Indexing ownIds;
  private Optional<Indexing> testIds = Optional.empty();
  private Broadcast<Ids> users;
  private Broadcast<Ids> items;
  private Optional<JavaRDD<byte[][]>> cut = Optional.empty();
  private final List<String> warnings = new ArrayList<>();
  private final List<BadRecord> badRecords = new ArrayList<>();

  Loading(
      SparkSession spark,
      RatingsRequest request,
      Reading ratings,
      Optional<Reading> test,
      SideFeatures features) {
    this(spark, request, ratings, test, false, features);
  }

  /**
   * @param testIsValidation whether the ratings that are given apart are to choose by
   * @param features what is known of ids, with or without ratings
   */
  Loading(
      SparkSession spark,
      RatingsRequest request,
      Reading ratings,
      Optional<Reading> test,
      boolean testIsValidation,
      SideFeatures features) {
    this.spark = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.request = request;
    this.ratings = ratings;
    this.test = test;
    this.testIsValidation = testIsValidation;
    this.features = features;
  }

  /**
   * Loads.
   *
   * @throws InputException if the input can't be used
   */
  RatingTable table() {
    String description = spark.getLocalProperty(DESCRIPTION);
    try {
      index();
      JavaRDD<RatingColumns> grouped = group();
      JavaRDD<RatingColumns> columns =
          testIsValidation ? grouped.map(RatingColumns::testAsValidation) : grouped;
      // The result: read by whoever makes blocks, after the batches are gone.
      columns.persist(StorageLevel.MEMORY_AND_DISK());
      try {
        return count(columns);
      } catch (InputException e) {
        columns.unpersist(false);
        throw e;
      }
    } finally {
      spark.setLocalProperty(DESCRIPTION, description);
      cut.ifPresent(slices -> slices.unpersist(false));
      ratings.chunks().unpersist(false);
      test.ifPresent(reading -> reading.chunks().unpersist(false));
    }
  }

  /** Reads the input and gives each id its index. */
  private void index() {
    spark.setLocalProperty(DESCRIPTION, "Read ratings and index ids");
    Met own = read(ratings);
    ratings = own.reading();
    ownIds = own.ids();
    check(ratings, ownIds);
    Optional<Met> given = test.map(Loading::read);
    test = given.map(Met::reading);
    testIds = given.map(Met::ids);
    given.ifPresent(met -> check(met.reading(), met.ids()));
    testIds.ifPresent(this::checkCommonUsers);
    users = spark.broadcast(ids(i -> i.users, Reading::users, Reading::userType, features.users()));
    items = spark.broadcast(ids(i -> i.items, Reading::items, Reading::itemType, features.items()));
  }

  /** A source that was read, and its ids. */
  private record Met(Reading reading, Indexing ids) {}

  /** Reads a source; where its lines may be parts of records, once more with these joined. */
  private static Met read(Reading reading) {
    // Kept until grouped: an id gets its index only when all ids are known, and to parse again
    // costs more than to hold the batches.
    reading.chunks().persist(StorageLevel.MEMORY_AND_DISK());
    Indexing ids = ReadFailure.told(reading.source().path(), () -> Indexing.of(reading.chunks()));
    if (reading.joined().isEmpty() || !new PieceReports(ids.reports).partial()) {
      return new Met(reading, ids);
    }
    reading.chunks().unpersist(false);
    return read(reading.joined().get().get());
  }

  private void check(Reading reading, Indexing indexed) {
    PieceReports reports = new PieceReports(indexed.reports);
    List<BadRecord> bad = reports.badRecords(request.badRecords(), request.maxBad());
    reports.checkTimes();
    badRecords.addAll(bad);
    warnings.addAll(reading.warnings());
    if (indexed.ratings == 0) {
      throw new InputException(
          reading.source().path()
              + " holds no ratings"
              + (bad.isEmpty()
                  ? ""
                  : " but " + Shown.count(bad.size(), "record", "records") + " that can't be used")
              + "; read as "
              + reading.source().format()
              + reading.source().details().entrySet().stream()
                  .map(detail -> ", " + detail.getKey() + " " + detail.getValue())
                  .collect(Collectors.joining()));
    }
  }

  private void checkCommonUsers(Indexing given) {
    for (int i = 0; i < given.users.size(); i++) {
      if (ownIds.users.find(given.users, i) >= 0) {
        return;
      }
    }
    throw new InputException(
        "No user of the test ratings "
            + test.orElseThrow().source().path()
            + " (such as "
            + given.users.get(0)
            + ") is in the ratings "
            + ratings.source().path()
            + " (such as "
            + ownIds.users.get(0)
            + "); give test ratings of the same users and in the same columns");
  }

  private Ids ids(
      Function<Indexing, IdList> met,
      Function<Reading, IdList> known,
      Function<Reading, DataType> typeOf,
      Features described) {
    DataType own = typeOf.apply(ratings);
    boolean same = test.map(typeOf).map(own::equals).orElse(true);
    DataType type = same ? own : DataTypes.StringType;
    if (described != null) {
      checkDescribed(described, met.apply(ownIds));
    }
    IdList all =
        Stream.of(
                Stream.of(met.apply(ownIds), known.apply(ratings)),
                testIds.stream().map(met),
                test.stream().map(known),
                Stream.ofNullable(described).map(features -> features.ids(type)))
            .flatMap(lists -> lists)
            .reduce(IdList::union)
            .orElseThrow();
    return new Ids(all, type);
  }

  private void checkDescribed(Features described, IdList rated) {
    if (described.count(new Ids(rated, DataTypes.StringType)) == 0) {
      throw new InputException(
          "None of the "
              + described.size()
              + " ids with features (such as "
              + described.example()
              + ") is in the ratings "
              + ratings.source().path()
              + " (such as "
              + rated.get(0)
              + "); give features of the same users or items");
    }
  }

  /**
   * Brings each user's ratings together; in place the batches are cut already, else nothing ran.
   */
  private JavaRDD<RatingColumns> group() {
    Grouping grouping =
        new Grouping(
            users,
            items,
            request.duplicates(),
            Cut.of(request),
            request.weightColumn().isPresent(),
            request.needsTimestamps());
    JavaRDD<RatingChunk> all =
        test.map(reading -> ratings.chunks().union(reading.chunks())).orElse(ratings.chunks());
    long count = ownIds.ratings + testIds.map(i -> i.ratings).orElse(0L);
    int partitions = Grouping.partitions(count, spark.defaultParallelism());
    if (!inPlace(count)) {
      return grouping.byShuffle(all, partitions);
    }
    spark.setLocalProperty(DESCRIPTION, "Cut ratings by user");
    // Each partition takes from every batch, so that all are to be there before the first does.
    JavaRDD<byte[][]> slices =
        grouping.cut(all, partitions).persist(StorageLevel.MEMORY_AND_DISK());
    cut = Optional.of(slices);
    slices.count();
    return grouping.inPlace(slices, partitions);
  }

  /**
   * Whether all is in this process, with room for it three times: as batches, slices and columns.
   * Without that the cache would have slices on disk, to be read again for each partition.
   */
  private boolean inPlace(long ratings) {
    long free =
        CollectionConverters.asJava(spark.sc().getExecutorMemoryStatus()).values().stream()
            .mapToLong(memory -> (Long) memory._2())
            .sum();
    int bytes =
        BYTES_OF_RATING
            + (request.weightColumn().isPresent() ? Float.BYTES : 0)
            + (request.needsTimestamps() ? Long.BYTES : 0);
    // Half of what is free: tasks need memory too.
    return spark.isLocal() && ratings < free / (2 * 3 * bytes);
  }

  /** Runs what brings the ratings together and sees what came out. */
  private RatingTable count(JavaRDD<RatingColumns> columns) {
    spark.setLocalProperty(DESCRIPTION, "Group ratings by user and split them");
    Broadcast<Ids> userIds = users;
    Broadcast<Ids> itemIds = items;
    Tally tally =
        columns
            .map(column -> Tally.of(column, userIds.value(), itemIds.value()))
            .treeReduce(Tally::join, depth(columns));
    checkRepeated(tally.repeated());
    checkParts(tally);
    return new RatingTable(
        users.value(),
        items.value(),
        columns,
        request.weightColumn().isPresent(),
        tally.count(Part.TRAIN),
        tally.count(Part.VALIDATION),
        tally.count(Part.TEST),
        tally.statistics(Part.TRAIN),
        tally.statistics(Part.TRAIN, Part.VALIDATION),
        understood(tally));
  }

  /** How many times results of many partitions are to be joined before the driver has the last. */
  static int depth(JavaRDD<?> partitions) {
    return partitions.getNumPartitions() <= FEW_PARTITIONS ? 1 : 2;
  }

  private void checkRepeated(RepeatedPair.Found repeated) {
    if (repeated.common > 0) {
      warnings.add(
          "In the ratings and in the test ratings: "
              + Shown.count(repeated.common, "pair", "pairs")
              + " of user and item; tested on and left out of training");
    }
    if (repeated.pairs > 0 && request.duplicates() == Duplicates.ERROR) {
      StringBuilder shown = new StringBuilder();
      for (RepeatedPair pair : repeated.first) {
        shown.append(shown.isEmpty() ? "" : "; ").append(pair.text(users.value(), items.value()));
      }
      throw new InputException(
          String.join(", ", request.paths())
              + ": "
              + Shown.count(repeated.pairs, "pair", "pairs")
              + " of user and item "
              + (repeated.pairs == 1 ? "is" : "are")
              + " rated more than once ("
              + Shown.count(repeated.surplus, "rating", "ratings")
              + " too many), such as "
              + shown
              + "; choose by --duplicates first, last, mean or sum what becomes of them");
    }
  }

  private void checkParts(Tally tally) {
    if (tally.count(Part.TRAIN) == 0) {
      throw new InputException(
          "No rating is left to train on: "
              + tally.count(Part.TEST)
              + " are in the test part and "
              + tally.count(Part.VALIDATION)
              + " in the validation part; hold out less");
    }
    if (tally.count(Part.TEST) == 0 && request.testFraction() > 0) {
      warnings.add(
          "no rating fell in the test part with --test-fraction " + request.testFraction());
    }
    if (tally.count(Part.VALIDATION) == 0 && request.validationFraction() > 0) {
      warnings.add(
          "no rating fell in the validation part with --validation-fraction "
              + request.validationFraction());
    }
  }

  private Understood understood(Tally tally) {
    List<Understood.Source> sources = new ArrayList<>(List.of(ratings.source()));
    test.ifPresent(reading -> sources.add(reading.source()));
    return new Understood(
        List.copyOf(sources),
        ownIds.ratings,
        testIds.map(i -> i.ratings).orElse(0L),
        tally.repeated().pairs,
        tally.repeated().surplus,
        tally.repeated().common,
        tally.fingerprint(),
        tally.splitFingerprint(),
        List.copyOf(warnings),
        List.copyOf(badRecords));
  }
}
