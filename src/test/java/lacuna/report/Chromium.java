// A browser without a window, told what to do over its DevTools protocol. Used by tests of pages.
package lacuna.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One process with one page. For one thread; closing ends the process and removes its profile. */
public final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final int SECONDS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path profile;
  private final Process process;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
  private int sent;

  private Chromium(String program) throws Exception {
    profile = Files.createTempDirectory("lacuna-chromium");
    process =
        new ProcessBuilder(
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("log").toFile())
            .start();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(page(), new Listener())
            .get(SECONDS, TimeUnit.SECONDS);
    send("Page.enable", Map.of());
    send("Runtime.enable", Map.of());
    send("Log.enable", Map.of());
  }

  /** The browser, or the end of the calling test: skipped, but failed where CI=true. */
  public static Chromium start() {
    Optional<String> program = NAMES.stream().filter(Chromium::isOnPath).findFirst();
    if (program.isEmpty()) {
      String reason = "needs a browser, none of " + NAMES + " is on the PATH";
      return "true".equals(System.getenv("CI")) ? fail(reason) : abort(reason);
    }
    try {
      return new Chromium(program.get());
    } catch (Exception failed) {
      return fail("the browser did not start", failed);
    }
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private URI page() throws Exception {
    Path port = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (System.nanoTime() < end) {
      if (Files.exists(port) && Files.readAllLines(port).size() > 1) {
        URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list");
        for (JsonNode target : JSON.readTree(targets(list))) {
          if (target.path("type").asText().equals("page")) {
            return URI.create(target.path("webSocketDebuggerUrl").asText());
          }
        }
      }
      Thread.sleep(50);
    }
    throw new IOException("no page after " + SECONDS + " s: " + profile.resolve("log"));
  }

  private static byte[] targets(URI list) throws IOException {
    try (InputStream in = list.toURL().openStream()) {
      return in.readAllBytes();
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          heard(JSON.readTree(text.toString()));
        } catch (IOException unreadable) {
          errors.add(unreadable.toString());
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void heard(JsonNode message) {
    String method = message.path("method").asText();
    JsonNode about = message.path("params");
    if (message.has("id")) {
      waiting.remove(message.path("id").asInt()).complete(message);
    } else if (method.equals("Page.loadEventFired")) {
      loaded.complete(null);
    } else if (method.equals("Runtime.exceptionThrown")) {
      errors.add(about.path("exceptionDetails").toString());
    } else if (method.equals("Log.entryAdded") && !about.at("/entry/level").asText().equals("info")
        || method.equals("Runtime.consoleAPICalled")
            && !about.path("type").asText().equals("log")) {
      errors.add(about.toString());
    }
  }

  /** Sends a command and returns its result. */
  public JsonNode send(String method, Map<String, ?> parameters) throws Exception {
    int id = ++sent;
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    socket
        .sendText(
            JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
        .get(SECONDS, TimeUnit.SECONDS);
    JsonNode message = answer.get(SECONDS, TimeUnit.SECONDS);
    if (message.has("error")) {
      throw new IOException(method + ": " + message.path("error"));
    }
    return message.path("result");
  }

  /** Opens a file and waits until it has been drawn. */
  public void open(Path file) throws Exception {
    loaded = new CompletableFuture<>();
    send("Page.navigate", Map.of("url", file.toUri().toString()));
    loaded.get(SECONDS, TimeUnit.SECONDS);
  }

  /** The value of an expression in the page. */
  public JsonNode value(String expression) throws Exception {
    JsonNode result =
        send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new IOException(expression + ": " + result.path("exceptionDetails"));
    }
    return result.at("/result/value");
  }

  /** Texts of the cells of a figure's table, row by row, without its headings. */
  public List<List<String>> table(String figure) throws Exception {
    List<List<String>> rows = new ArrayList<>();
    String cells =
        "[...document.querySelectorAll('#"
            + figure
            + " tbody tr')].map(r => [...r.children].map(c => c.textContent))";
    for (JsonNode row : value(cells)) {
      List<String> texts = new ArrayList<>();
      row.forEach(cell -> texts.add(cell.asText()));
      rows.add(texts);
    }
    return rows;
  }

  /** Fails unless each canvas has more than its background, and nothing was loaded or amiss. */
  public void assertDrawn(int least) throws Exception {
    assertThat(errors()).isEmpty();
    JsonNode colours =
        value(
            "[...document.querySelectorAll('canvas')].map(c => {"
                + "const d = new Uint32Array(c.getContext('2d')"
                + ".getImageData(0, 0, c.width, c.height).data.buffer);"
                + "return new Set(d).size; })");
    assertThat(colours).hasSizeGreaterThanOrEqualTo(least);
    assertThat(colours).allSatisfy(count -> assertThat(count.asInt()).isGreaterThan(5));
    assertThat(value("performance.getEntriesByType('resource').length").asInt()).isZero();
    assertThat(value("document.querySelectorAll('figure:not(:has(table))').length").asInt())
        .isZero();
  }

  /** What a chart of dots says once the mouse is over one of them; empty where it says nothing. */
  public String tooltip(String figure, int dot) throws Exception {
    JsonNode place =
        value(
            "(() => { const c = document.getElementById('chart-"
                + figure
                + "'); c.scrollIntoView({ block: 'center', behavior: 'instant' });"
                + "const p = Chart.getChart(c).getDatasetMeta(0).data["
                + dot
                + "].getProps(['x', 'y'], true);"
                + "const r = c.getBoundingClientRect();"
                + "return [r.x + p.x, r.y + p.y]; })()");
    hover(place.get(0).asDouble(), place.get(1).asDouble());
    String told = "";
    for (int k = 0; k < 50 && told.isEmpty(); k++) { // drawn with the next frame
      Thread.sleep(20);
      told =
          value(
                  "(() => { const t = Chart.getChart('chart-"
                      + figure
                      + "').tooltip;"
                      + "return t && t.opacity ? t.body.map(b => b.lines.join()).join() : ''; })()")
              .asText();
    }
    return told.replaceAll("[\u2068\u2069]", "");
  }

  /** Moves the mouse to a point of the page, in pixels of its window. */
  public void hover(double x, double y) throws Exception {
    send("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
  }

  /** Sets the window's size in pixels, and whether its user likes it dark. */
  public void window(int width, int height, boolean dark) throws Exception {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    send(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** What the page has complained of so far. */
  public List<String> errors() {
    return List.copyOf(errors);
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
