package org.onsager.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeListTest {
    private static final String GML = String.join(
            "\n",
            "Creator \"nobody\" # a comment",
            "graph [ directed 1",
            "node [ id 7 label \"a b\" ] node [ id 9 ]",
            "edge [ source 7 target 9 value 2.5 graphics [ width 1 ] ]",
            "]",
            "");

    @TempDir
    Path folder;

    @Test
    void comments_counts_separators_and_weights_are_understood() throws IOException {
        var edges = text("a.txt", "3\n# from to\n% more\n10\t20 0.5\n20,30\n\n30 10 word\n");
        assertThat(edges.nodes()).containsExactly("10", "20", "30");
        assertThat(edges.from()).containsExactly(0, 1, 2);
        assertThat(edges.to()).containsExactly(1, 2, 0);
        assertThat(edges.weights()).containsExactly(0.5, 1, 1);
    }

    @Test
    void simple_network_has_each_pair_once_and_no_loop() throws IOException {
        var simple = text("a.txt", "1 2 7\n2 1 8\n2 2\n1 3\n").simple();
        assertThat(simple.from()).containsExactly(0, 0);
        assertThat(simple.to()).containsExactly(1, 2);
        assertThat(simple.weights()).containsExactly(7, 1);
    }

    @Test
    void what_is_written_reads_back() throws IOException {
        var edges = text("a.txt", "a b 0.25\nb c 2\n");
        for (var name : new String[] {"b.txt", "b.txt.gz"}) {
            EdgeList.write(edges, folder.resolve(name));
            assertThat(EdgeList.read(folder.resolve(name)))
                    .usingRecursiveComparison()
                    .isEqualTo(edges);
        }
    }

    @Test
    void gml_is_read_with_labels_values_and_direction() throws IOException {
        var edges = text("a.gml", GML);
        assertThat(edges.nodes()).containsExactly("a b", "9");
        assertThat(edges.weights()).containsExactly(2.5);
        assertThat(edges.directed()).isTrue();
    }

    @Test
    void complaints_name_the_line() throws IOException {
        assertThatThrownBy(() -> text("w.txt", "1 2\nlonely\n"))
                .hasMessageContaining("w.txt has only one word on line 2");
        assertThatThrownBy(() -> text("e.txt", "# nothing\n")).hasMessageContaining("holds no edge");
        assertThatThrownBy(() -> text("u.gml", "graph [\n edge [ source 1 target 2 ] ]"))
                .hasMessageContaining("unknown node 1 on line 2");
        assertThatThrownBy(() -> text("t.gml", GML.substring(0, GML.length() - 3)))
                .hasMessageContaining("truncated");
    }

    @Test
    void damaged_files_are_refused_in_one_line_or_read_and_nothing_else() throws IOException {
        Damage.of(Files.writeString(folder.resolve("a.gml"), GML), 1_000, EdgeList::read);
        Damage.of(Files.writeString(folder.resolve("a.txt"), "# c\n1 2 0.5\n3\t4\n"), 1_000, EdgeList::read);
        var nested = "graph [ ".repeat(100_000);
        assertThatThrownBy(() -> text("deep.gml", nested)).hasMessageContaining("nested");
    }

    @Test
    void real_networks_have_their_published_sizes() {
        var networks = Damage.data().resolve("networks");
        assumeThat(Files.isDirectory(networks)).as("%s is here", networks).isTrue();
        var enron = EdgeList.read(networks.resolve("email-Enron.txt.gz"));
        assertThat(enron.nodes()).hasSize(36_692);
        assertThat(enron.size()).isEqualTo(367_662);
        assertThat(enron.simple().size()).isEqualTo(183_831);
        var facebook = EdgeList.read(networks.resolve("facebook_combined.txt.gz"));
        assertThat(facebook.nodes()).hasSize(4_039);
        assertThat(facebook.size()).isEqualTo(88_234);
        var oregon = EdgeList.read(networks.resolve("oregon1_010331.txt.gz"));
        assertThat(oregon.nodes()).hasSize(10_670);
        assertThat(oregon.simple().size()).isEqualTo(22_002);
        var dolphins = EdgeList.read(networks.resolve("dolphins.gml"));
        assertThat(dolphins.nodes()).hasSize(62).contains("Beescratch");
        assertThat(dolphins.size()).isEqualTo(159);
        assertThat(EdgeList.read(networks.resolve("power.gml")).size()).isEqualTo(6_594);
    }

    private EdgeList text(String name, String text) throws IOException {
        return EdgeList.read(Files.writeString(folder.resolve(name), text));
    }
}
