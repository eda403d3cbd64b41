package org.onsager.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onsager.lab.Table;
import org.onsager.lab.run.StoreException;

class TablesTest {
    private static final Table TABLE = Table.builder()
            .with("gamma", 0.1, Double.NaN, 1.0 / 3, -1e-300)
            .with("n", new long[] {1, -2, Long.MAX_VALUE / 10, 4})
            .with("phase", List.of("spin glass", "a \"quoted\", word", "", "zwölf\nlines"))
            .build();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"csv", "tsv", "parquet", "json", "jsonl", "csv.gz", "tsv.gz", "json.gz", "jsonl.gz"})
    void every_format_gives_back_the_same_numbers_and_words(String extension) {
        var file = folder.resolve("t." + extension);
        Tables.write(TABLE, file);
        assertSame(Tables.read(file), TABLE);
    }

    @Test
    void both_readers_of_separated_values_agree() {
        var file = folder.resolve("t.csv");
        Tables.write(TABLE, file);
        assertSame(DuckDb.read(file, "csv"), TABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's.parquet", "a*[b]?.parquet", "x'); DROP TABLE data; --.parquet", "s3:.json", "*.csv"})
    void a_file_name_is_never_a_pattern_nor_sql(String name) {
        Tables.write(
                Table.builder().with("other", 1.0).build(),
                folder.resolve("decoy" + name.substring(name.lastIndexOf('.'))));
        Tables.write(TABLE, folder.resolve(name));
        assertThat(Tables.query("select count(*) as n, max(n) as top from data", folder.resolve(name))
                        .matrix()[0])
                .containsExactly(4, Long.MAX_VALUE / 10);
    }

    @Test
    void queries_see_the_data_and_nothing_else() {
        var file = folder.resolve("t.parquet");
        Tables.write(TABLE, file);
        var answer = Tables.query("select phase, n * 2 as twice from data where n < 4 order by n", file);
        assertThat(answer.reals("twice")).containsExactly(-4, 2);
        for (var sql : List.of(
                "select * from read_csv('/etc/passwd')",
                "copy data to '%s'".formatted(folder.resolve("out.csv")),
                "set enable_external_access = true",
                "install httpfs",
                "select nonsense from data")) {
            assertThatThrownBy(() -> Tables.query(sql, file))
                    .as(sql)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("query");
        }
        assertThat(folder.resolve("out.csv")).doesNotExist();
    }

    @Test
    void a_list_of_objects_cut_off_between_two_of_them_is_not_taken_for_the_whole() throws IOException {
        var whole = "[{\"x\": 1}, {\"x\": 2}, {\"x\": 3}]\n";
        assertThat(text("whole.json", whole).reals("x")).containsExactly(1, 2, 3);
        for (int end = 1; end <= whole.lastIndexOf('}') + 1; end++) {
            var cut = file("cut.json", whole.substring(0, end));
            assertThatThrownBy(() -> Tables.read(cut))
                    .as(whole.substring(0, end))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cut.json");
        }
        // objects one a line, without a list around them, are another common form
        assertThat(text("lines.json", "{\"x\": 1}\n{\"x\": 2}\n").reals("x")).containsExactly(1, 2);
    }

    @Test
    void what_is_wrong_with_a_table_is_told() throws IOException {
        var parquet = file("cut.parquet", "PAR1" + "x".repeat(100));
        assertThatThrownBy(() -> Tables.read(parquet)).hasMessageContaining("No magic bytes found at end of file");
        var lines = file("cut.jsonl", "{\"x\": 1}\n{\"x\": ");
        assertThatThrownBy(() -> Tables.read(lines)).hasMessageContaining("unexpected end");
    }

    @Test
    void a_disk_that_refuses_is_no_fault_of_the_table() throws IOException {
        var file = file("file", "not a folder");
        for (var extension : List.of("csv", "parquet", "json")) {
            assertThatThrownBy(() -> Tables.write(TABLE, file.resolve("t." + extension)))
                    .as(extension)
                    .isInstanceOf(StoreException.class);
        }
        var full = new SQLException("IO Error: Could not write file \"/a/b.json\": No space left on device\nand more");
        assertThat(DuckDb.unwritable(Path.of("b.json"), full))
                .isInstanceOf(StoreException.class)
                .hasMessage("cannot write b.json: No space left on device");
        assertThat(DuckDb.unwritable(Path.of("b.json"), new SQLException("Binder Error: no")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void separators_missing_cells_and_nameless_columns_are_understood() throws IOException {
        var semicolons = text("s.csv", "a;b;c\n1;NA;x\n2;0.5;\n");
        assertThat(semicolons.column("a")).containsInstanceOf(Table.Integers.class);
        assertThat(semicolons.reals("b")).containsExactly(Double.NaN, 0.5);
        var nameless = text("n.csv", "\uFEFF1,2\r\n3,4\r\n");
        assertThat(nameless.names()).containsExactly("column0", "column1");
        assertThat(nameless.matrix()).isDeepEqualTo(new double[][] {{1, 2}, {3, 4}});
        assertThat(text("d.csv", "x,x,\n1,2,3\n").names()).containsExactly("x", "x_1", "column2");
        assertThat(text("i.csv", "x\ninf\n-inf\n").reals("x"))
                .containsExactly(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }

    @Test
    void complaints_name_the_file_and_the_line() throws IOException {
        assertThatThrownBy(() -> text("r.csv", "a,b\n1,2\n3\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("r.csv has 1 cells on line 3 and 2 on the first");
        assertThatThrownBy(() -> text("q.csv", "a\n\"open\n")).hasMessageContaining("quotation of line 2");
        assertThatThrownBy(() -> text("e.csv", "")).hasMessageContaining("is empty");
        assertThatThrownBy(() -> text("p.parquet", "PAR1 but no more"))
                .hasMessageContaining("p.parquet cannot be read");
        assertThatThrownBy(() -> text("x.xlsx", "")).hasMessageContaining(".xlsx");
        assertThatThrownBy(() -> Tables.read(folder.resolve("none.parquet"))).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> Tables.read(folder)).hasMessageContaining("expected a table");
    }

    @Test
    void damaged_text_is_refused_in_one_line_or_read_and_nothing_else() throws IOException {
        Tables.write(TABLE, folder.resolve("t.csv"));
        Damage.of(folder.resolve("t.csv"), 1_000, Csv::read);
        Tables.write(TABLE, folder.resolve("t.parquet"));
        Damage.of(folder.resolve("t.parquet"), 6, file -> DuckDb.read(file, "parquet"));
    }

    @Property(tries = 200)
    void any_words_survive_separated_values(@ForAll @Size(min = 1, max = 5) List<String> words) throws IOException {
        var clean = words.stream()
                .map(word -> "w" + word.replace("\0", "").replace("\r", ""))
                .map(TablesTest::legal)
                .toList();
        var table = Table.builder()
                .with("k", clean)
                .with("i", new int[clean.size()])
                .build();
        var file = Files.createTempFile("words", ".csv");
        try {
            Csv.write(table, file, ',');
            assertSame(Csv.read(file), table);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /// Without the lone surrogates that UTF-8 cannot say.
    private static String legal(String word) {
        return new String(
                word.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
    }

    private Table text(String name, String text) throws IOException {
        return Tables.read(file(name, text));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static void assertSame(Table read, Table written) {
        assertThat(read.names()).isEqualTo(written.names());
        for (int c = 0; c < written.columns().size(); c++) {
            assertThat(read.columns().get(c)).hasSameClassAs(written.columns().get(c));
            for (int r = 0; r < written.rows(); r++) {
                assertThat(read.columns().get(c).text(r))
                        .isEqualTo(written.columns().get(c).text(r));
            }
        }
    }
}
