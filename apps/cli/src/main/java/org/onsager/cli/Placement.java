package org.onsager.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--device`, short for `--set device=...`: where the nets of a method are that learns by libtorch.
final class Placement {
    private static final String SETTING = "device";

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "Where nets are trained: cpu, cuda or cuda:N; for papers with the setting device.")
    @Nullable
    String device;

    /// What was set one by one, with the device if it was named.
    ///
    /// @param defaults  the settings of `slug`
    /// @throws IllegalArgumentException if they have no device, or it is set twice
    Map<String, String> among(Map<String, String> sets, Record defaults, String slug) {
        if (device == null) return sets;
        if (Arrays.stream(defaults.getClass().getRecordComponents())
                .noneMatch(component -> component.getName().equals(SETTING)))
            throw new IllegalArgumentException(
                    "--device is not for %s, which has no nets that could be on a card; leave it out".formatted(slug));
        if (sets.containsKey(SETTING))
            throw new IllegalArgumentException(
                    "device must be given once: --device %s and --set device=%s".formatted(device, sets.get(SETTING)));
        var all = new LinkedHashMap<>(sets);
        all.put(SETTING, device);
        return all;
    }
}
