package org.onsager.memory.montecarlo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

class UniformsTest {
    @Test
    void bulk_draws_are_single_draws_and_leave_the_source_where_they_would() {
        var stream = RandomStream.of(3).split("uniforms");
        for (int before : new int[] {0, 1, 77})
            for (int count : new int[] {0, 1, 63, 64, 65, 5_000}) {
                var single = stream.generator();
                var bulk = stream.generator();
                for (int k = 0; k < before; k++) {
                    single.nextLong();
                    bulk.nextLong();
                }
                var uniforms = new Uniforms(bulk);
                for (int k = 0; k < count; k++)
                    if (k % 3 == 0)
                        assertThat(uniforms.below(k + 10))
                                .isEqualTo((int) ((single.nextLong() >>> 32) * (k + 10) >>> 32));
                    else assertThat(uniforms.next()).isEqualTo(single.nextDouble());
                uniforms.release();
                assertThat(bulk.position()).isEqualTo(single.position());
                assertThat(bulk.nextLong()).isEqualTo(single.nextLong());
            }
    }
}
