package dev.parley.bench.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class BarChartTests {

  @Test
  void isWellFormedWhateverTheSubtitle() throws Exception {
    Document svg = parse(BarChart.of(Reports.compared(), "a <b> & \"c\""));

    assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(texts(svg)).contains("a <b> & \"c\"");
  }

  @Test
  void drawsBarsInProportionToTheMedians() throws Exception {
    Document svg = parse(BarChart.of(Reports.compared(), ""));

    List<Element> bars = elements(svg, "rect");
    assertThat(bars).hasSize(4);
    assertThat(bars)
        .extracting(bar -> bar.getAttribute("class"))
        .containsExactly("suite", "peer", "suite", "peer");
    assertThat(width(bars.get(0)) / width(bars.get(1))).isCloseTo(2.5, within(0.01));
    assertThat(width(bars.get(2)) / width(bars.get(3))).isCloseTo(0.34, within(0.01));
    assertThat(texts(svg)).contains("10 000/s", "4 000/s", "102 µs", "300 µs");
  }

  @Test
  void staysWithinItsFrame() throws Exception {
    Document svg = parse(BarChart.of(Reports.compared(), ""));
    double width = Double.parseDouble(svg.getDocumentElement().getAttribute("width"));
    double height = Double.parseDouble(svg.getDocumentElement().getAttribute("height"));

    for (Element bar : elements(svg, "rect")) {
      double x = Double.parseDouble(bar.getAttribute("x"));
      double y = Double.parseDouble(bar.getAttribute("y"));
      assertThat(x + width(bar)).isLessThan(width);
      assertThat(y + Double.parseDouble(bar.getAttribute("height"))).isLessThan(height);
    }
  }

  @Test
  void drawsNothingWhereNothingWasMeasured() throws Exception {
    assertThat(elements(parse(BarChart.of(new Results(), "")), "rect")).isEmpty();
  }

  private static double width(Element bar) {
    return Double.parseDouble(bar.getAttribute("width"));
  }

  private static Document parse(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
  }

  private static List<String> texts(Document svg) {
    return elements(svg, "text").stream().map(Element::getTextContent).toList();
  }

  private static List<Element> elements(Document svg, String name) {
    NodeList nodes = svg.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
