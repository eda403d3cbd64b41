package org.onsager.lab.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// The scripts, styles and fonts that the page carries, from the libraries on the class path.
final class Assets {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern FONT = Pattern.compile("src:url\\(fonts/([\\w-]+\\.woff2)\\)[^;}]*");

    private Assets() {}

    /// One of our own files.
    static String own(String name) {
        return new String(bytes("/org/onsager/lab/report/" + name), StandardCharsets.UTF_8);
    }

    /// The style sheet of the page without formulas.
    static String pico() {
        return strip(text("picocss__pico", "css/pico.classless.min.css"));
    }

    /// The style sheet of formulas with its fonts inside.
    static String katexStyle() {
        var matcher = FONT.matcher(strip(text("katex", "dist/katex.min.css")));
        return matcher.replaceAll(font -> {
            var data = Base64.getEncoder().encodeToString(file("katex", "dist/fonts/" + font.group(1)));
            return "src:url(data:font/woff2;base64," + data + ") format(\"woff2\")";
        });
    }

    /// KaTeX, packed.
    static String katex() {
        return packed(file("katex", "dist/katex.min.js"));
    }

    /// Plotly, packed: 11 MB become 2.5 MB.
    static String plotly() {
        return packed(file("plotly.js-dist", "plotly.js"));
    }

    /// The licences of what the page carries.
    static String licences() {
        return "Plotly.js: " + text("plotly.js-dist", "LICENSE")
                + "\n\nKaTeX: " + text("katex", "LICENSE")
                + "\n\nPico CSS: " + text("picocss__pico", "LICENSE.md");
    }

    private static String text(String library, String path) {
        return new String(file(library, path), StandardCharsets.UTF_8);
    }

    private static byte[] file(String library, String path) {
        var properties = new Properties();
        try (var in = open("/META-INF/maven/org.webjars.npm/%s/pom.properties".formatted(library))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var version = properties.getProperty("version", "");
        return bytes("/META-INF/resources/webjars/%s/%s/%s".formatted(library, version, path));
    }

    private static byte[] bytes(String resource) {
        try (var in = open(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) throws IOException {
        var in = Assets.class.getResourceAsStream(resource);
        if (in == null) throw new IOException("not on the class path: " + resource);
        return in;
    }

    private static String strip(String css) {
        return COMMENT.matcher(css).replaceAll("").replace("@charset \"UTF-8\";", "");
    }

    /// Gzip in base 64, which the page's script unpacks.
    static String packed(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes, 1 << 16)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
