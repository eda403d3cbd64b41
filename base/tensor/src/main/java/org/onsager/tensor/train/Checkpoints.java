package org.onsager.tensor.train;

import java.nio.file.Path;

/// Where and how often to save; training resumes from the file if it is there.
///
/// @param file  a safetensors file, replaced at once
/// @param every  steps between saves, at least 1
public record Checkpoints(Path file, long every) {

    public Checkpoints {
        if (every < 1) throw new IllegalArgumentException("every must be in [1, inf), not " + every);
    }
}
