package io.sessionvault.local.template;

import java.io.Serial;

/// A template that cannot be read or resolved, or parameters that it refuses. The message names the place inside the
/// template (`Resources/VaultBucket/Properties/BucketName`) and what is wrong there.
public final class TemplateException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }

    TemplateException(String message, Throwable cause) {
        super(message, cause);
    }

    /// A problem at one place of the template.
    static TemplateException at(String place, String problem) {
        return new TemplateException(place + ": " + problem);
    }
}
