package org.onsager.lab.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.lab.Figure;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class DrawingTest {
    @TempDir
    Path folder;

    static Stream<String> names() {
        return Gallery.figures().keySet().stream();
    }

    private static Figure figure(String name) {
        return java.util.Objects.requireNonNull(Gallery.figures().get(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void svg_is_well_formed_the_same_each_time_and_has_title_and_numbers(String name) throws Exception {
        var svg = Drawing.svg(figure(name));
        assertThat(Drawing.svg(figure(name))).isEqualTo(svg);
        var root = xml(svg).getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("svg");
        assertThat(root.getElementsByTagName("title").item(0).getTextContent()).isNotEmpty();
        assertThat(svg.replaceAll("base64,[^\"]*", "")).doesNotContain("NaN").doesNotContain("Infinity");
        for (var element : elements(root, "clipPath"))
            assertThat(svg).contains("url(#" + element.getAttribute("id") + ")");
    }

    @ParameterizedTest
    @MethodSource("names")
    void png_has_twice_the_size_of_the_svg_and_ink_in_many_places(String name) throws Exception {
        var root = xml(Drawing.svg(figure(name))).getDocumentElement();
        var image = image(figure(name));
        assertThat(image.getWidth()).isEqualTo(1440);
        assertThat(image.getHeight())
                .isCloseTo(
                        (int) (2 * Double.parseDouble(root.getAttribute("height"))),
                        org.assertj.core.data.Offset.offset(1));
        int inked = 0;
        for (int x = 0; x < 12; x++)
            for (int y = 0; y < 8; y++)
                if (hasInk(image, x * 120, y * image.getHeight() / 8, 120, image.getHeight() / 8)) inked++;
        assertThat(inked).isGreaterThan(30);
    }

    @Test
    void a_line_has_the_first_colour_of_the_palette_where_its_points_are() throws IOException {
        var figure = Figure.of("", "", "")
                .line("", new double[] {0, 1}, new double[] {0.5, 0.5})
                .build();
        var image = image(figure);
        int blue = 0;
        for (int y = 0; y < image.getHeight(); y++) if ((image.getRGB(800, y) & 0xffffff) == 0x0072b2) blue++;
        assertThat(blue).isBetween(2, 5);
    }

    @Test
    void a_heat_map_runs_from_the_first_to_the_last_colour_of_its_map() throws IOException {
        var map = new Figure.HeatMap(
                "v", new double[] {0, 1}, new double[] {0, 1}, new double[][] {{0, 1}, {2, 3}}, false);
        var figure = Figure.of("", "x", "y").add(map).build();
        var colours = new java.util.HashSet<Integer>();
        var image = image(figure);
        for (int x = 200; x < 1100; x += 10)
            for (int y = 120; y < 800; y += 10) colours.add(image.getRGB(x, y) & 0xffffff);
        assertThat(colours).contains(0x440154, 0xfde725);
        assertThat(Drawing.svg(figure)).contains("data:image/png;base64,").contains("image-rendering:pixelated");
    }

    @Test
    void zero_is_white_in_a_diverging_map_and_both_ends_reach_equally_far() {
        var map = new Figure.HeatMap("v", new double[] {0, 1}, new double[] {0}, new double[][] {{-1, 4}}, true);
        var shades = Shades.of(List.of(map)).orElseThrow();
        assertThat(shades.low()).isEqualTo(-4);
        assertThat(shades.colour(0)).isEqualTo(0xf7f7f7);
    }

    @Test
    void brightness_of_the_sequential_map_rises_all_the_way() {
        double before = -1;
        for (int i = 0; i <= 100; i++) {
            int c = Palette.map(i / 100.0, false);
            double brightness = 0.2126 * Math.pow((c >> 16) / 255.0, 2.2)
                    + 0.7152 * Math.pow((c >> 8 & 255) / 255.0, 2.2)
                    + 0.0722 * Math.pow((c & 255) / 255.0, 2.2);
            assertThat(brightness).isGreaterThan(before);
            before = brightness;
        }
    }

    @Test
    void the_legend_stands_in_a_free_corner_or_outside_the_plane() {
        var lines = figure("lines");
        var plane = Plane.of(lines.x(), lines.y(), lines.traces(), 80, 44, 600, 380);
        var legend = Legend.of(lines.traces(), Palette.of(lines.traces()));
        var corner = legend.corner(plane, lines.traces());
        assertThat(corner).isPresent();
        var crowded = figure("crowded");
        var waves = Plane.of(crowded.x(), crowded.y(), crowded.traces(), 80, 44, 600, 380);
        assertThat(Legend.of(crowded.traces(), Palette.of(crowded.traces())).corner(waves, crowded.traces()))
                .isEmpty();
    }

    @Test
    void labels_cannot_break_out_of_the_picture() throws Exception {
        var figure = Figure.of("</title><script>x</script>", "a & b", "\"q\" \u0001")
                .caption("]]> <b>")
                .line("<i>&", new double[] {0, 1}, new double[] {0, 1})
                .build();
        var svg = Drawing.svg(figure);
        xml(svg);
        assertThat(svg).doesNotContain("<script");
        assertThat(PlotlyJson.of(figure)).doesNotContain("<");
    }

    @Test
    void odd_data_are_drawn_without_an_error() throws Exception {
        double nan = Double.NaN;
        for (var figure : List.of(
                Figure.of("empty", "x", "y")
                        .line("l", new double[0], new double[0])
                        .build(),
                Figure.of("missing", "x", "y")
                        .line("l", new double[] {nan}, new double[] {nan})
                        .build(),
                Figure.of("one", "x", "y")
                        .points("p", new double[] {3}, new double[] {-2})
                        .build(),
                Figure.of("flat", "x", "y")
                        .points("p", "p", new double[] {1, 2}, new double[] {0, 0}, new double[] {nan, 0})
                        .build(),
                Figure.of("negative on a logarithm", "x", "y")
                        .y(Figure.Axis.log("y"))
                        .points("p", "p", new double[] {1, 2}, new double[] {-1, 5}, new double[] {1, 9})
                        .build(),
                Figure.of("infinite", "x", "y")
                        .line("l", new double[] {0, 1, 2}, new double[] {1, Double.POSITIVE_INFINITY, 2})
                        .build(),
                Figure.of("no frames", "x", "y")
                        .add(new Figure.Frames(List.of(), List.of()))
                        .build(),
                Figure.of("one cell", "x", "y")
                        .add(new Figure.HeatMap("v", new double[] {1}, new double[] {1}, new double[][] {{1}}, false))
                        .build())) {
            var svg = Drawing.svg(figure);
            xml(svg);
            assertThat(svg.replaceAll("base64,[^\"]*", "")).as(figure.title()).doesNotContain("NaN");
            for (var extension : Drawing.EXTENSIONS) Drawing.write(figure, folder.resolve("f." + extension));
        }
    }

    @Test
    void files_are_written_by_extension_and_others_refused() {
        for (var extension : Drawing.EXTENSIONS) {
            Drawing.write(figure("lines"), folder.resolve("f." + extension));
            assertThat(folder.resolve("f." + extension)).isNotEmptyFile();
        }
        assertThatThrownBy(() -> Drawing.write(figure("lines"), folder.resolve("f.gif")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gif")
                .hasMessageContaining("svg");
    }

    private static boolean hasInk(BufferedImage image, int left, int top, int width, int height) {
        for (int x = left; x < left + width; x += 2) {
            for (int y = top; y < top + height; y += 2) if ((image.getRGB(x, y) & 0xffffff) != 0xffffff) return true;
        }
        return false;
    }

    private static BufferedImage image(Figure figure) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Drawing.png(figure)));
    }

    private static Document xml(String svg) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> elements(Element root, String tag) {
        var nodes = root.getElementsByTagName(tag);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < nodes.getLength(); i++) elements.add((Element) nodes.item(i));
        return elements;
    }
}
