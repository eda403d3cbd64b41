package org.onsager.lab.data;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.exceptions.HdfException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads HDF5 files, and so NetCDF4, through jHDF.
///
/// Numbers that are packed as the CF conventions have it are unpacked: values equal to `_FillValue` or
/// `missing_value` become NaN, then `scale_factor` and `add_offset` are applied.
public final class Hdf5 {
    private static final String EXPECTED = "an HDF5 file (or NetCDF4)";

    private Hdf5() {}

    /// The numbers of one dataset.
    ///
    /// @param dataset  its path inside the file, such as `/u` or `group/temperature`
    /// @throws IllegalArgumentException naming the file if it is not HDF5, ends early, has no such dataset (the
    ///     datasets are listed) or holds no numbers in it
    public static NdArray read(Path file, String dataset) {
        return open(file, hdf -> {
            var wanted = dataset.startsWith("/") ? dataset : "/" + dataset;
            var known = new ArrayList<Dataset>();
            collect(hdf, known, 0);
            return known.stream()
                    .filter(candidate -> candidate.getPath().equals(wanted))
                    .findFirst()
                    .map(found -> array(file, found))
                    .orElseThrow(() -> Source.bad(
                            file,
                            "has no dataset " + dataset,
                            "one of "
                                    + String.join(
                                            ", ",
                                            known.stream().map(Dataset::getPath).toList())));
        });
    }

    /// The paths of all datasets in the file's order.
    public static List<String> datasets(Path file) {
        return open(file, hdf -> {
            var known = new ArrayList<Dataset>();
            collect(hdf, known, 0);
            return known.stream().map(Dataset::getPath).toList();
        });
    }

    private static <T> T open(Path file, Function<HdfFile, T> work) {
        if (!Files.isRegularFile(file)) {
            throw Source.bad(file, Files.exists(file) ? "is not a regular file" : "does not exist", EXPECTED);
        }
        if (!Files.isReadable(file)) throw Source.bad(file, "cannot be read (permission denied)", EXPECTED);
        try (var hdf = new HdfFile(file)) {
            return work.apply(hdf);
        } catch (HdfException e) {
            throw Source.bad(file, "is not whole HDF5 (%s)".formatted(reason(e)), EXPECTED);
        } catch (IllegalArgumentException e) {
            if (String.valueOf(e.getMessage()).startsWith(file.toString())) throw e;
            throw Source.bad(file, "is damaged (%s)".formatted(reason(e)), EXPECTED);
        } catch (RuntimeException e) {
            // A damaged file sends the library to offsets and sizes that are not there.
            throw Source.bad(file, "is damaged or truncated (%s)".formatted(reason(e)), EXPECTED);
        }
    }

    private static void collect(Group group, List<Dataset> into, int depth) {
        if (depth > 64) return;
        for (var child : group.getChildren().values()) {
            if (child instanceof Dataset dataset) into.add(dataset);
            if (child instanceof Group inner) collect(inner, into, depth + 1);
        }
    }

    private static NdArray array(Path file, Dataset dataset) {
        int[] shape = dataset.getDimensions();
        var flat = dataset.isScalar() ? dataset.getData() : dataset.getDataFlat();
        double[] values = numbers(flat);
        if (values == null) {
            throw Source.bad(file, "holds no numbers in dataset " + dataset.getPath(), "integers or floats");
        }
        unpack(
                values,
                number(dataset, "_FillValue"),
                number(dataset, "missing_value"),
                number(dataset, "scale_factor"),
                number(dataset, "add_offset"));
        return new NdArray(dataset.isScalar() ? new int[0] : shape, values);
    }

    /// Undoes the packing of the CF conventions; NaN for an attribute that is not there.
    static void unpack(double[] values, double fill, double missing, double scale, double offset) {
        double factor = Double.isNaN(scale) ? 1 : scale;
        double shift = Double.isNaN(offset) ? 0 : offset;
        if (Double.isNaN(fill) && Double.isNaN(missing) && factor == 1 && shift == 0) return;
        for (int i = 0; i < values.length; i++) {
            boolean absent = values[i] == fill || values[i] == missing;
            values[i] = absent ? Double.NaN : values[i] * factor + shift;
        }
    }

    private static double number(Dataset dataset, String name) {
        Attribute attribute = dataset.getAttribute(name);
        if (attribute == null) return Double.NaN;
        double[] values = numbers(attribute.getData());
        return values == null || values.length == 0 ? Double.NaN : values[0];
    }

    private static double @Nullable [] numbers(Object data) {
        if (data instanceof Number number) return new double[] {number.doubleValue()};
        if (data instanceof Number[] boxed) {
            return Arrays.stream(boxed).mapToDouble(Number::doubleValue).toArray();
        }
        if (!data.getClass().isArray()) return null;
        var type = data.getClass().getComponentType();
        if (!type.isPrimitive() || type == boolean.class || type == char.class) return null;
        if (data instanceof double[] already) return already;
        var values = new double[Array.getLength(data)];
        for (int i = 0; i < values.length; i++) values[i] = Array.getDouble(data, i);
        return values;
    }

    private static String reason(Throwable e) {
        var message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message.isEmpty() ? e.getClass().getSimpleName() : message;
    }
}
