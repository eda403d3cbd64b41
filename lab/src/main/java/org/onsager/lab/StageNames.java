package org.onsager.lab;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The names of the stages of one run; several threads may begin stages at once.
final class StageNames {
    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    /// @throws IllegalArgumentException if a stage of this name was begun before
    void take(String name) {
        if (!taken.add(name))
            throw new IllegalArgumentException(
                    "stage %s is used twice: each stage needs a name of its own".formatted(name));
    }
}
