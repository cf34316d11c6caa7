package io.sessionvault.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.local.lambda.Launch;
import org.junit.jupiter.api.Test;

/// Runs before all other tests, so that they start functions with caches.
class AotCachesCheck {
    @Test
    void everyFunctionHasACache() {
        assertThat(AotTraining.caches(VaultUnderTest.REPOSITORY))
                .hasSize(7)
                .allSatisfy(cache -> {
                    assertThat(cache.isCurrent()).isTrue();
                    assertThat(cache.launch()).isNotEqualTo(Launch.asLambda());
                });
    }
}
