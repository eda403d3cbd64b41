package org.onsager.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// HDF5, NetCDF, JSON arrays and the front door.
class GridsTest {
    @TempDir
    Path folder;

    @Test
    void hdf5_datasets_are_read_by_path_and_unpacked() {
        var file = folder.resolve("a.h5");
        try (var hdf = HdfFile.write(file)) {
            hdf.putDataset("u", new double[][] {{1, 2, 3}, {4, 5, 6}});
            var packed = hdf.putGroup("g").putDataset("t", new short[] {-1, 0, 10});
            packed.putAttribute("scale_factor", 0.5);
            packed.putAttribute("add_offset", 100.0);
            packed.putAttribute("_FillValue", (short) -1);
        }
        assertThat(Hdf5.datasets(file)).containsExactlyInAnyOrder("/u", "/g/t");
        assertThat(Hdf5.read(file, "u")).isEqualTo(NdArray.of(new double[][] {{1, 2, 3}, {4, 5, 6}}));
        assertThat(Hdf5.read(file, "/g/t")).isEqualTo(NdArray.of(Double.NaN, 100, 105));
        assertThatThrownBy(() -> Hdf5.read(file, "v"))
                .hasMessageContaining("has no dataset v")
                .hasMessageContaining("/g/t");
        assertThatThrownBy(() -> DataFile.read(file)).hasMessageContaining("holds 2 arrays");
        assertThat(DataFile.read(file, "u").shape()).containsExactly(2, 3);
    }

    @Test
    void damaged_hdf5_is_refused_in_one_line_or_read_and_nothing_else() throws IOException {
        var file = folder.resolve("a.h5");
        try (var hdf = HdfFile.write(file)) {
            hdf.putDataset("u", new double[] {1, 2, 3});
        }
        Damage.of(file, 200, damaged -> Hdf5.read(damaged, "u"));
        assertThatThrownBy(() -> Hdf5.read(folder.resolve("none.h5"), "u")).hasMessageContaining("does not exist");
    }

    @Test
    void classic_netcdf_is_read_with_records_and_packing() throws IOException {
        var file = Files.write(folder.resolve("a.nc"), classic());
        assertThat(NetCdf.variables(file)).containsExactly("fixed", "t");
        assertThat(NetCdf.read(file, "fixed")).isEqualTo(NdArray.of(1.5, -2));
        assertThat(NetCdf.read(file, "t"))
                .isEqualTo(new NdArray(new int[] {3, 2}, new double[] {10, 20, 30, 40, 50, 60}));
        assertThatThrownBy(() -> NetCdf.read(file, "q")).hasMessageContaining("one of fixed, t");
        Damage.of(file, 1_000, damaged -> NetCdf.read(damaged, "t"));
    }

    /// CDF-1: dimensions time (records, 3 of them) and x = 2; float fixed(x), short t(time, x) with scale 10.
    private static byte[] classic() {
        var bytes = ByteBuffer.allocate(400);
        bytes.put("CDF".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).putInt(3);
        bytes.putInt(0x0A).putInt(2);
        name(bytes, "time");
        bytes.putInt(0);
        name(bytes, "x");
        bytes.putInt(2);
        bytes.putInt(0).putInt(0);
        bytes.putInt(0x0B).putInt(2);
        name(bytes, "fixed");
        bytes.putInt(1).putInt(1).putInt(0).putInt(0).putInt(5).putInt(8);
        int fixedBegin = bytes.position();
        bytes.putInt(0);
        name(bytes, "t");
        bytes.putInt(2).putInt(0).putInt(1).putInt(0x0C).putInt(1);
        name(bytes, "scale_factor");
        bytes.putInt(6).putInt(1).putDouble(10);
        bytes.putInt(3).putInt(4);
        int recordBegin = bytes.position();
        bytes.putInt(0);
        bytes.putInt(fixedBegin, bytes.position());
        bytes.putFloat(1.5f).putFloat(-2);
        bytes.putInt(recordBegin, bytes.position());
        for (int k = 1; k <= 6; k++) bytes.putShort((short) k);
        return java.util.Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static void name(ByteBuffer bytes, String name) {
        bytes.putInt(name.length()).put(name.getBytes(StandardCharsets.US_ASCII));
        while (bytes.position() % 4 != 0) bytes.put((byte) 0);
    }

    @Test
    void real_reanalysis_has_temperatures_and_winds_of_this_planet() {
        var file = Damage.data().resolve("era5-uk/eraint_uvz.nc");
        assumeThat(Files.exists(file)).as("%s is here", file).isTrue();
        assertThat(NetCdf.variables(file)).contains("u", "v", "z", "latitude", "longitude");
        double[] latitude = NetCdf.read(file, "latitude").values();
        assertThat(java.util.Arrays.stream(latitude).max().orElseThrow()).isEqualTo(90, within(1e-9));
        for (double wind : NetCdf.read(file, "u").values())
            assertThat(Math.abs(wind)).isLessThan(150);
    }

    @Test
    void json_lists_keep_their_shape_and_digits_are_cut_into_images() throws IOException {
        assertThat(json("[[1, 2.5], [-3e2, null]]"))
                .isEqualTo(new NdArray(new int[] {2, 2}, new double[] {1, 2.5, -300, Double.NaN}));
        assertThat(json("{\"name\": \"digits\", \"data\": [0, 1]}")).isEqualTo(NdArray.of(0, 1));
        var file = Files.writeString(folder.resolve("d.json"), "[0,0.25,1,0.5]");
        assertThat(JsonArrays.images(file, 2).rows()).isDeepEqualTo(new double[][] {{0, 0.25}, {1, 0.5}});
        assertThatThrownBy(() -> JsonArrays.images(file, 3)).hasMessageContaining("ends inside image 1");
        Files.writeString(file, "[0,0.25,1,1.5]");
        assertThatThrownBy(() -> JsonArrays.images(file, 2)).hasMessageContaining("1.5 at pixel 1 of image 1");
    }

    @Test
    void json_that_is_no_grid_is_told() {
        assertThatThrownBy(() -> json("[[1,2],[3]]")).hasMessageContaining("a list of 1");
        assertThatThrownBy(() -> json("[1,[2]]")).hasMessageContaining("mixes numbers and lists");
        assertThatThrownBy(() -> json("[1,\n\"x\"]")).hasMessageContaining("a word in a list on line 2");
        assertThatThrownBy(() -> json("[1,2")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> json("3")).hasMessageContaining("holds no list");
        assertThatThrownBy(() -> json("[".repeat(10_000))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void damaged_json_is_refused_in_one_line_or_read_and_nothing_else() throws IOException {
        Damage.of(Files.writeString(folder.resolve("a.json"), "[[1, 2.5], [-3e2, null]]"), 1_000, JsonArrays::read);
    }

    @Test
    void front_door_tells_formats_by_content_then_by_name() throws IOException {
        NumPy.write(folder.resolve("odd.csv"), NdArray.of(1, 2));
        assertThat(DataFile.read(folder.resolve("odd.csv")).array()).isEqualTo(NdArray.of(1, 2));
        assertThat(DataFile.read(folder.resolve("odd.csv")).table().reals("x0")).containsExactly(1, 2);
        var edges = DataFile.read(Files.writeString(folder.resolve("e.txt"), "# c\n1 2\n2 3\n"));
        assertThat(edges).isInstanceOf(DataFile.Network.class);
        assertThat(edges.table().rows()).isEqualTo(2);
        var wide = DataFile.read(Files.writeString(folder.resolve("w.txt"), "1 2 3 4\n5 6 7 8\n"));
        assertThat(wide.array().shape()).containsExactly(2, 4);
        assertThatThrownBy(() -> DataFile.read(Files.writeString(folder.resolve("a.doc"), "x")))
                .hasMessageContaining("a.doc is of the unknown format .doc; expected");
        assertThatThrownBy(() -> DataFile.read(Files.writeString(folder.resolve("empty.npy"), "")))
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> DataFile.read(folder)).hasMessageContaining("is a folder");
    }

    private NdArray json(String text) throws IOException {
        return JsonArrays.read(Files.writeString(folder.resolve("x.json"), text));
    }
}
