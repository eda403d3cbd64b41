package org.onsager.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.vector.VectorSupport;

/// Starts JVMs with the Vector API on, off and absent, and compares what they compute.
class VectorSwitchTest {

    @Test
    void bits_are_the_same_with_the_vector_api_on_off_and_absent() throws Exception {
        var on = digest("--add-modules=jdk.incubator.vector");
        assertThat(on).isEqualTo("vector " + fingerprint());
        assertThat(digest("--add-modules=jdk.incubator.vector", "-Donsager.vector=false"))
                .isEqualTo("scalar " + fingerprint());
        assertThat(digest()).isEqualTo("scalar " + fingerprint());
    }

    public static void main(String[] args) {
        var kernel = VectorSupport.ENABLED ? "vector " : "scalar ";
        System.out.print(kernel + fingerprint());
    }

    private static String fingerprint() {
        var stream = RandomStream.of(8).split("switch");
        double[] normals = new double[5_001], uniforms = new double[5_001];
        var signs = new byte[5_001];
        stream.fillNormal(normals, 0, 5_001, 3);
        stream.fillUniform(uniforms, 0, 5_001, 3);
        stream.fillRademacher(signs, 0, 5_001, 3);
        return Arrays.hashCode(normals) + " " + Arrays.hashCode(uniforms) + " " + Arrays.hashCode(signs);
    }

    private static String digest(String... flags) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), VectorSwitchTest.class.getName()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
