// From arguments to a checked request, and every way in which arguments are refused. No Spark.
package lacuna.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lacuna.blocks.Grid;
import lacuna.evaluation.Clip;
import lacuna.factorisation.BayesSettings;
import lacuna.factorisation.Settings;
import lacuna.factorisation.Settings.Distribution;
import lacuna.factorisation.Settings.Form;
import lacuna.factorisation.Settings.Init;
import lacuna.factorisation.Settings.Regularisation;
import lacuna.factorisation.Workers;
import lacuna.output.Predict;
import lacuna.ratings.ColumnNames.Role;
import lacuna.ratings.Duplicates;
import lacuna.ratings.Features;
import lacuna.ratings.RatingsRequest;
import lacuna.ratings.SideFeatures;
import lacuna.ratings.SplitRule;
import lacuna.ratings.TinyFeatures;
import lacuna.ratings.Understood;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunOptionsTest {
  @TempDir private Path folder;

  private final RecordedConsole recorded = new RecordedConsole(false);
  private final Program program =
      new Program(
          () -> {
            throw new AssertionError("Spark must not start for a request that is refused");
          },
          recorded.console());

  private RunRequest request(String... options) {
    String[] all =
        Stream.concat(Stream.of("run", "--ratings", "r", "--output", "o"), Stream.of(options))
            .toArray(String[]::new);
    return ((RunCommand) program.parse(all).subcommand().commandSpec().userObject()).request();
  }

  /** Runs a command that is refused and returns its only line. */
  private String refusal(String... arguments) {
    assertThat(program.execute(arguments)).isEqualTo(2);
    assertThat(recorded.out()).isEmpty();
    assertThat(recorded.errLines()).hasSize(1);
    return recorded.errLines().get(0);
  }

  private String file(String... lines) throws IOException {
    return Files.write(folder.resolve("mine.properties"), List.of(lines)).toString();
  }

  @Test
  void hasTheDefaultsOfSettingsAndRequests() {
    RunRequest request = request();
    assertThat(request.settings()).isEqualTo(Settings.builder().build());
    assertThat(request.ratings())
        .isEqualTo(
            RatingsRequest.of("r").testFraction(0.1).validationFraction(0.1).seed(1).build());
    assertThat(request.clip()).isEmpty();
    assertThat(request.workers()).isEqualTo(Workers.Request.NONE);
    assertThat(request.predict()).isEqualTo(Predict.HELDOUT);
    assertThat(request.overwrite()).isFalse();
  }

  @Test
  void takesEachOptionToItsPlace() {
    RunRequest request =
        request(
            ("--separator space --no-header --user-column 2 --duplicates last --split latest "
                    + "--test-fraction 0.2 --rank 8 --no-biases --regularisation plain --lambda 0.1 "
                    + "--lambda-item 0.3 --init torch:12 --grid 4x8 --workers 2 --threads 3 "
                    + "--range -1:2.5 --predict complete --seed -7 --no-refit --overwrite")
                .split(" "));
    assertThat(request.ratings().separator()).contains(" ");
    assertThat(request.ratings().header()).contains(false);
    assertThat(request.ratings().userColumn()).contains("2");
    assertThat(request.ratings().itemColumn()).isEmpty();
    assertThat(request.ratings().duplicates()).isEqualTo(Duplicates.LAST);
    assertThat(request.ratings().split()).isEqualTo(SplitRule.LATEST);
    assertThat(request.ratings().testFraction()).isEqualTo(0.2);
    assertThat(request.ratings().seed()).isEqualTo(-7);
    assertThat(request.settings().seed()).isEqualTo(-7);
    assertThat(request.settings().rank()).isEqualTo(8);
    assertThat(request.settings().biases()).isFalse();
    assertThat(request.settings().refit()).isFalse();
    assertThat(request.settings().regularisation())
        .isEqualTo(new Regularisation(Form.PLAIN, 0.1, 0.3, Double.NaN));
    assertThat(request.settings().init()).isEqualTo(new Init(Distribution.TORCH, 12));
    assertThat(request.settings().grid()).isEqualTo(new Grid.Shape(4, 8));
    assertThat(request.workers()).isEqualTo(new Workers.Request(2, 3));
    assertThat(request.clip()).contains(new Clip(-1, 2.5f));
    assertThat(request.predict()).isEqualTo(Predict.COMPLETE);
    assertThat(request.overwrite()).isTrue();
  }

  @Test
  void recordsEveryOptionWithItsValueInEffect() {
    assertThat(request("--rank", "8", "--init", "torch:12", "--grid", "4x8").options())
        .containsEntry("ratings", List.of("r"))
        .containsEntry("rank", 8)
        .containsEntry("init", "torch:12")
        .containsEntry("grid", "4x8")
        .containsEntry("duplicates", "error")
        .containsEntry("refit", true)
        .containsEntry("lambda", null)
        .containsEntry("header", null)
        .containsEntry("mask", null)
        .doesNotContainKey("help");
  }

  @Test
  void setsTheCommandLineOverTheFileOverTheDefaults() throws IOException {
    String file =
        file("rank = 8", "epochs = 12", "refit = false", "header = true", "lambda = auto");
    Settings settings = request("--config", file, "--rank", "4").settings();
    assertThat(settings.rank()).isEqualTo(4);
    assertThat(settings.epochs()).isEqualTo(12);
    assertThat(settings.refit()).isFalse();
    assertThat(settings.patience()).isEqualTo(Settings.builder().build().patience());
    assertThat(request("--config=" + file, "--refit").settings().refit()).isTrue();
    assertThat(request("--config", file).ratings().header()).contains(true);
    assertThat(request("--config", file, "--no-header").ratings().header()).contains(false);
  }

  @Test
  void takesRequiredOptionsFromTheFileToo() throws IOException {
    String file = file("ratings = a b.csv", "output = out");
    RunRequest request =
        ((RunCommand)
                program.parse("run", "--config", file).subcommand().commandSpec().userObject())
            .request();
    assertThat(request.ratings().paths()).containsExactly("a b.csv");
    assertThat(request.output()).isEqualTo("out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --require rmse                | --require takes conditions such as rmse<0.88
          --require rmse<               | --require takes conditions such as rmse<0.88
          --require rmse=1              | --require takes conditions such as rmse<0.88
          --require rmse<1,             | --require takes conditions such as rmse<0.88
          --require rms<1               | --require "rms<1" asks for "rms"; there are rmse, mae, coverage
          --require gd.mae<1            | --require "gd.mae<1" asks for gd, which is not compared; there are sgd, als, svd, mean, bias
          --require rmse<1e999          | --require "rmse<1e999" needs a finite number, given 1e999
          --require rmse<1 --test-fraction 0 | --require rmse<1 judges held-out ratings, and --test-fraction is 0
          --rank 0                      | --rank takes a whole number from 1 to 1024, given 0
          --rank ten                    | --rank takes a whole number, given ten
          --rank 99999999999            | --rank takes a whole number up to 2147483647, given 99999999999
          --lamda 1                     | unknown option --lamda; did you mean --lambda?
          --lambda x                    | --lambda takes a number such as 0.05, or auto, given x
          --lambda -1                   | --lambda takes a finite number of at least 0, given -1.0
          --lambda-user -1              | --lambda-user takes a finite number of at least 0, given -1.0
          --step-size NaN               | --step-size takes a number such as 0.05, or auto, given NaN
          --step-size 0                 | --step-size takes a finite number above 0, given 0.0
          --epochs                      | --epochs takes a value, N, and none is given
          --epochs 1 --epochs 2         | --epochs is given twice
          --duplicates newest           | --duplicates takes one of error, first, last, mean or sum, given newest
          --grid 3x4                    | --grid takes UxI with powers of two from 1 to 32768 on both sides, given 3x4
          --grid 4                      | --grid takes USERSxITEMS such as 8x16
          --workers 3                   | --workers takes a power of two
          --threads 0                   | --threads takes a whole number from 1, or auto, given 0
          --init torch:-1               | --init takes uniform, normal, torch or torch:SKIP
          --range 5:1                   | --range takes MIN:MAX, two numbers such as 0.5:5 with MIN at most MAX, or none, given 5:1
          --test-fraction 1             | --test-fraction takes a number from 0 to below 1, given 1.0
          --max-bad -1                  | --max-bad takes a whole number from 0, given -1
          --test-fraction 0,1           | --test-fraction takes a number such as 0.05, given 0,1
          --patience 5 --validation-fraction 0 | --patience 5 needs a validation part
          --test t --test-fraction 0.2  | --test t and --test-fraction 0.2 are given; give one
          --format delimited --mask m   | --mask m goes with a matrix alone (dense, matlab, numpy, torch)
          --methods sgd,sdg             | unknown method "sdg"
          --methods sgd,sgd             | --methods names sgd twice
          --side both --methods bayes   | --side both needs features; give --user-features FILE or --item-features FILE
          --item-features f             | --item-features f is for bayes, and --methods sgd,als,svd does not name it
          --user-features f --side none --methods bayes | --user-features f is of no use with --side none
          --user-features f --side pattern --methods bayes | --user-features f is of no use with --side pattern
          --test ftp://me:pw@host/r     | --test holds a password in an address
          --test=ftp://me:pw@host/r     | --test holds a password in an address
          more.csv                      | nobody asked for the argument more.csv
          """)
  void refusesInOneLine(String options, String line) {
    String[] all =
        Stream.concat(
                Stream.of("run", "--ratings", "r", "--output", "o"), Stream.of(options.split(" ")))
            .toArray(String[]::new);
    assertThat(refusal(all)).startsWith("lacuna: " + line);
  }

  @Test
  void featuresSwitchTheirUseOnAndAreWhatARunIsFor() {
    RunRequest without = request("--methods", "bayes");
    assertThat(without.settings().bayes().side()).isEqualTo(BayesSettings.Side.PATTERN);
    RunRequest with = request("--methods", "bayes", "--item-features", "f.csv");
    assertThat(with.settings().bayes().side()).isEqualTo(BayesSettings.Side.BOTH);
    assertThat(with.inputs()).containsExactly("r", "f.csv");
    Understood data = new Understood(List.of(), 0, 0, 0, 0, 0, "a", "b", List.of(), List.of());
    Features one = TinyFeatures.of(Role.ITEM, "id,w", "1,a", "2,a", "3,b", "4,b");
    Features other = TinyFeatures.of(Role.ITEM, "id,w", "1,a", "2,b", "3,b", "4,a");
    assertThat(with.job(data, new SideFeatures(null, one)))
        .isEqualTo(with.job(data, new SideFeatures(null, one)))
        .isNotEqualTo(with.job(data, new SideFeatures(null, other)))
        .isNotEqualTo(with.job(data, SideFeatures.NONE));
  }

  @Test
  void refusesMissingPaths() {
    assertThat(refusal("run", "--output", "o")).contains("--ratings is missing");
  }

  @Test
  void refusesAMissingOutput() {
    assertThat(refusal("run", "--ratings", "r")).contains("--output is missing");
  }

  @Test
  void refusesAnUnknownCommand() {
    assertThat(refusal("rnu")).contains("unknown command rnu; did you mean run?");
  }

  @Test
  void refusesNoCommandAtAll() {
    assertThat(refusal()).contains("no command is given; there are run, generate");
  }

  @Test
  void refusesAnUnknownProperty() throws IOException {
    String file = file("rank = 8", "epoch = 12");
    assertThat(refusal("run", "--config", file))
        .isEqualTo("lacuna: unknown property epoch in " + file + "; did you mean epochs?");
  }

  @Test
  void refusesAPropertyThatStandsTwice() throws IOException {
    assertThat(refusal("run", "--config", file("rank = 8", "rank = 9")))
        .contains("property rank stands twice");
  }

  @Test
  void namesTheFileOfARefusedValue() throws IOException {
    String file = file("rank = ten");
    assertThat(refusal("run", "--config", file))
        .endsWith("--rank takes a whole number, given ten (in " + file + ")");
  }

  @Test
  void refusesAPasswordInAnAddressWithoutShowingIt() throws IOException {
    String file = file("test = ftp://me:open-sesame@host/ratings.csv");
    assertThat(refusal("run", "--config", file))
        .startsWith("lacuna: test (in " + file + ") holds a password")
        .doesNotContain("sesame");
  }

  @Test
  void saysWhatAFlagTakesInAFile() throws IOException {
    String file = file("biases = no");
    assertThat(refusal("run", "--config", file))
        .isEqualTo("lacuna: --biases takes true or false, given no (in " + file + ")");
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThat(refusal("run", "--config", "/no/such/file"))
        .contains("--config /no/such/file can't be read")
        .contains("there is no such file");
  }

  @Test
  void saysOfADirectoryThatItIsNoFile() {
    assertThat(refusal("run", "--config", folder.toString())).endsWith("it is a directory");
  }

  @Test
  void saysOfOtherBytesThatTheyAreNoText() throws IOException {
    Path latin = Files.write(folder.resolve("latin"), new byte[] {'#', (byte) 0xE9, '\n'});
    assertThat(refusal("run", "--config", latin.toString())).endsWith("bytes that are no UTF-8");
  }

  @Test
  void saysWhatFollowsABackslash() throws IOException {
    assertThat(refusal("run", "--config", file("rank = \\u12")))
        .endsWith("a \\u in it is not followed by four hexadecimal digits");
  }

  @Test
  void tuneHeedsWhatAFileForRunSaysOfReadingAndHoldingOut() throws IOException {
    String file = file("separator = ;", "split = latest", "seed = 7", "rank = 4", "methods = gd");
    TuneCommand tune =
        (TuneCommand)
            program
                .parse("tune", "--ratings", "r", "--output", "o", "--config", file, "--no-header")
                .subcommand()
                .commandSpec()
                .userObject();
    RatingsRequest request = tune.requests().get(0);
    assertThat(request.separator()).contains(";");
    assertThat(request.header()).contains(false);
    assertThat(request.split()).isEqualTo(lacuna.ratings.SplitRule.LATEST);
    assertThat(request.seed()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bench --output o --ratings r --users 5 | --users is of ratings that bench invents
          bench --output o --separator ;         | --separator says how --ratings is read, and there is none
          tune --titles t                        | unknown option --titles
          tune --config conf/nothing.properties  | --config conf/nothing.properties can't be read
          """)
  void optionsWithoutWhatTheyAreAboutAreRefused(String arguments, String line) {
    assertThat(refusal(arguments.split(" "))).startsWith("lacuna: " + line);
  }

  @Test
  void stopsNotEarlyWhereNothingValidatesAndNobodyAskedForPatience() {
    assertThat(request("--validation-fraction", "0").settings().patience()).isZero();
    assertThat(request("--validation-fraction", "0", "--patience", "0").settings().patience())
        .isZero();
  }

  @Test
  void holdsNothingOutByItselfBesideGivenTestRatings() {
    RatingsRequest request = request("--test", "t").ratings();
    assertThat(request.test()).contains("t");
    assertThat(request.testFraction()).isZero();
  }

  @Test
  void showsItsOptionsInSections() {
    assertThat(program.execute("run", "--help")).isZero();
    assertThat(recorded.outLines())
        .contains("The job", "Reading", "Holding out", "The model", "Learning", "Baselines")
        .allMatch(line -> line.length() <= Console.WIDTH);
    assertThat(recorded.out()).contains("--[no-]refit", "--svd-fill zero|mean|bias");
    assertThat(recorded.err()).isEmpty();
  }

  @Test
  void refusalsLeaveNoTrace() {
    Throwable thrown = catchThrowable(() -> program.execute("run", "--rank", "x"));
    assertThat(thrown).isNull();
    assertThat(recorded.err()).doesNotContain("\tat ");
  }
}
