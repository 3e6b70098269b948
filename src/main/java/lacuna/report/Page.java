// Lays out a page: words, figures, and everything a browser needs to draw them. Pure.
package lacuna.report;

import static j2html.TagCreator.a;
import static j2html.TagCreator.article;
import static j2html.TagCreator.attrs;
import static j2html.TagCreator.bdi;
import static j2html.TagCreator.body;
import static j2html.TagCreator.canvas;
import static j2html.TagCreator.caption;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.document;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.noscript;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.script;
import static j2html.TagCreator.section;
import static j2html.TagCreator.style;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.title;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import j2html.tags.specialized.TableTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lacuna.report.Figure.Table;

/**
 * One page.
 *
 * @param kicker what kind of page it is, above the title
 * @param headline in the largest letters
 * @param standfirst the page in a few sentences
 * @param sections its parts; empty ones are left out
 * @param smallPrint at the foot, a line each
 */
public record Page(
    String kicker,
    String headline,
    List<String> standfirst,
    List<Section> sections,
    List<String> smallPrint) {
  private static final String CHARTS =
      "/META-INF/resources/webjars/chart.js/4.4.4/dist/chart.umd.js";

  /** Nothing is loaded from anywhere; scripts and styles are those that stand in the page. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

  /** Rows that a table shows before the rest has to be scrolled to. */
  private static final int SHORT = 14;

  /** Columns with which a table takes half of the page's width. */
  private static final int NARROW = 4;

  public Page {
    standfirst = List.copyOf(standfirst);
    sections = sections.stream().filter(section -> !section.empty()).toList();
    smallPrint = List.copyOf(smallPrint);
  }

  /** The page as HTML. */
  public String toHtml() {
    return document(
        html(
                head(
                    meta().withCharset("utf-8"),
                    meta().attr("http-equiv", "Content-Security-Policy").withContent(POLICY),
                    meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                    meta().withName("color-scheme").withContent("light dark"),
                    title(headline + " – Lacuna"),
                    style(rawHtml(resource("report.css")))),
                body(
                    article(
                        header(
                            p(attrs(".kicker"), kicker),
                            h1(headline),
                            each(standfirst, text -> p(attrs(".standfirst"), text))),
                        contents(),
                        main(each(numbered(), part -> part)),
                        iff(!smallPrint.isEmpty(), footer(each(smallPrint, text -> p(text))))),
                    noscript(p("The charts need JavaScript; their numbers stand in the tables.")),
                    script(rawHtml(charts())),
                    script(rawHtml(resource("report.js")))))
            .withLang("en"));
  }

  private DomContent contents() {
    return iff(
        sections.size() > 2,
        nav(ul(
                each(
                    sections,
                    part -> li(a(part.heading()).withHref("#part-" + sections.indexOf(part))))))
            .attr("aria-label", "Parts of this page"));
  }

  private List<DomContent> numbered() {
    List<DomContent> parts = new ArrayList<>();
    for (int k = 0; k < sections.size(); k++) {
      Section part = sections.get(k);
      parts.add(
          section(
                  h2(part.heading()).withId("heading-" + k),
                  iff(
                      !part.paragraphs().isEmpty(),
                      div(attrs(".words"), each(part.paragraphs(), text -> p(text)))),
                  div(attrs(".figures"), each(laidOut(part.figures()), figure -> figure)))
              .withId("part-" + k)
              .attr("aria-labelledby", "heading-" + k));
    }
    return parts;
  }

  /** Two figures stand side by side; a chart that has nobody beside it takes the whole row. */
  private static List<DomContent> laidOut(List<Figure> figures) {
    List<DomContent> laid = new ArrayList<>();
    boolean second = false;
    for (int k = 0; k < figures.size(); k++) {
      boolean single = k + 1 == figures.size() || wide(figures.get(k + 1));
      boolean alone = !second && single && drawn(figures.get(k));
      laid.add(figureOf(figures.get(k), alone, second));
      second = !second && !wide(figures.get(k)) && !alone;
    }
    return laid;
  }

  private static boolean drawn(Figure shown) {
    return shown.chart() != null && !shown.chart().empty();
  }

  /** Whether a figure takes a row by itself wherever it stands. */
  private static boolean wide(Figure shown) {
    return !drawn(shown) && shown.table().headings().size() > NARROW;
  }

  private static DomContent figureOf(Figure shown, boolean alone, boolean second) {
    Chart chart = shown.chart();
    boolean drawn = drawn(shown);
    List<DomContent> parts = new ArrayList<>();
    if (drawn) {
      String about =
          shown.heading() + ". " + shown.caption() + " The numbers are in the table below.";
      parts.add(
          div(
              attrs(".chart." + chart.kind().name().toLowerCase(java.util.Locale.ROOT)),
              canvas()
                  .withId("chart-" + shown.id())
                  .attr("role", "img")
                  .attr("tabindex", "0")
                  .attr("aria-label", about)));
      parts.add(
          script(rawHtml(ChartJson.of(chart)))
              .withType("application/json")
              .withId("data-" + shown.id()));
      parts.add(details(summary("The numbers"), scrolling(shown)));
    } else if (shown.table().rows().isEmpty()) {
      parts.add(p(attrs(".nothing"), "There is nothing to show."));
    } else {
      parts.add(scrolling(shown));
    }
    String kind = drawn ? ".drawn" : wide(shown) ? ".plain" : ".plain.narrow";
    return figure(
            attrs(alone || wide(shown) ? kind + ".wide" : second ? kind + ".second" : kind),
            figcaption(h3(shown.heading()), p(shown.caption())),
            div(parts.toArray(DomContent[]::new)))
        .withId(shown.id());
  }

  private static DomContent scrolling(Figure shown) {
    Table numbers = shown.table();
    return div(
            attrs(numbers.rows().size() > SHORT ? ".table.long" : ".table"),
            tableOf(numbers, shown.heading()))
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", shown.heading());
  }

  private static TableTag tableOf(Table numbers, String heading) {
    return table(
        attrs(numbers.numeric() ? ".numbers" : ".texts"),
        caption(heading),
        thead(tr(each(numbers.headings(), text -> th(text).attr("scope", "col")))),
        tbody(
            each(
                numbers.rows(),
                row ->
                    tr(
                        th(bdi(row.get(0))).attr("scope", "row"),
                        each(row.subList(1, row.size()), text -> td(bdi(text)))))));
  }

  private static String charts() {
    // The map of the sources is not in the page, and a browser would look for it.
    return read(CHARTS).replaceFirst("(?m)^//# sourceMappingURL=.*$", "");
  }

  private static String resource(String name) {
    return read("/lacuna/report/" + name);
  }

  private static String read(String path) {
    try (InputStream in = Page.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing from Lacuna's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
