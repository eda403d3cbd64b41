package org.onsager.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.onsager.lab.run.SafeFiles;
import org.onsager.lab.run.StoreException;

/// A data set whose public source is known: `./onsager data list | fetch NAME`.
///
/// @param name  such as `mnist`
/// @param what  what it is, one line
/// @param source  where it comes from, for people
/// @param licence  under what terms, one line
/// @param files  its files
public record KnownData(String name, String what, String source, String licence, List<Part> files) {
    public KnownData {
        files = List.copyOf(files);
    }

    /// One file of a set.
    ///
    /// @param name  as it is kept
    /// @param sha256  of its contents; of the unpacked contents if its name ends in `.gz`
    /// @param url  from where it is fetched; empty if no public address serves this very file
    public record Part(String name, String sha256, String url) {

        boolean isIn(Path folder) {
            var file = folder.resolve(name);
            return Files.isRegularFile(file) && DataFolders.contents(file).equals(sha256);
        }

        private void download(Path folder, String set) {
            var file = folder.resolve(name);
            new SafeFiles().replace(file, beside -> {
                try (var body = open(set)) {
                    Files.copy(body, beside);
                }
                var got = DataFolders.contents(beside);
                if (!got.equals(sha256)) {
                    throw new IllegalArgumentException(
                            "%s of data set %s was not kept: %s serves something else than was published (sha256 %s, not %s)"
                                    .formatted(name, set, url, got, sha256));
                }
            });
        }

        private InputStream open(String set) throws IOException {
            var client = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .connectTimeout(Duration.ofSeconds(20))
                    .build();
            try {
                var answer = client.send(
                        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofInputStream());
                if (answer.statusCode() != 200) {
                    answer.body().close();
                    throw new IOException("%s answers %d".formatted(url, answer.statusCode()));
                }
                return answer.body();
            } catch (java.net.ConnectException e) {
                throw new StoreException(
                        "cannot fetch %s of data set %s: no connection to %s"
                                .formatted(name, set, URI.create(url).getHost()),
                        e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    /// Every known set, sorted by name.
    public static List<KnownData> all() {
        try (var resource = KnownData.class.getResourceAsStream("known-data.json")) {
            if (resource == null) throw new IllegalStateException("known-data.json is missing from the build");
            return LabJson.knownData(resource.readAllBytes());
        } catch (IOException e) {
            throw new StoreException("cannot read known-data.json: " + StoreException.reason(e), e);
        }
    }

    /// The set of that name.
    ///
    /// @throws IllegalArgumentException if it is not known, with the nearest name
    public static KnownData named(String name) {
        var all = all();
        var names = all.stream().map(KnownData::name).toList();
        return all.stream()
                .filter(set -> set.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no known data set %s; did you mean %s? They are %s"
                                .formatted(name, Words.nearest(name, names), String.join(", ", names))));
    }

    /// The files of this set that are missing from `folder` or hold something else, each with the reason; none if
    /// the set is whole.
    public List<String> problems(Path folder) {
        return files.stream()
                .filter(part -> !part.isIn(folder))
                .map(part -> Files.exists(folder.resolve(part.name()))
                        ? part.name() + " holds something else than was published"
                        : part.name() + " is missing")
                .toList();
    }

    /// Downloads what is missing from `into/<name>/`, and keeps only what has the right checksum. Nothing is seen
    /// there before all of it has come: a set of which half was fetched would count as installed. What came
    /// before an interruption is kept aside for the next time.
    ///
    /// @param into  usually [DataFolders#cache()]
    /// @return the folder of the set
    /// @throws IllegalArgumentException if a file has no public address or its source now serves something else
    /// @throws StoreException if the network or the disk refuses
    public Path fetch(Path into, Progress progress) {
        var folder = into.resolve(name);
        var missing = files.stream().filter(part -> !part.isIn(folder)).toList();
        for (var part : missing) {
            if (part.url().isEmpty()) {
                throw new IllegalArgumentException(
                        "%s of data set %s has no public address of its own; take it from %s into %s"
                                .formatted(part.name(), name, source, folder));
            }
        }
        var aside = into.resolve(".fetching-" + name);
        for (int i = 0; i < missing.size(); i++) {
            progress.update(
                    (double) i / missing.size(), "fetching " + missing.get(i).name());
            if (!missing.get(i).isIn(aside)) missing.get(i).download(aside, name);
        }
        progress.end();
        if (missing.isEmpty()) return folder;
        if (!Files.exists(folder)) {
            SafeFiles.move(aside, folder);
        } else {
            for (var part : missing) SafeFiles.move(aside.resolve(part.name()), folder.resolve(part.name()));
            discard(aside);
        }
        return folder;
    }

    private static void discard(Path emptied) {
        try {
            Files.deleteIfExists(emptied);
        } catch (IOException ignored) {
            // it holds something of another fetch, and is passed over by whoever looks for sets
        }
    }
}
