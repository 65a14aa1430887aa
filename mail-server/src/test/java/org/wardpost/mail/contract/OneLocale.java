package org.wardpost.mail.contract;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.lang.reflect.Method;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs each script once and not three times: all locales run over sockets, through the code that is ours. */
public final class OneLocale implements ExecutionCondition {
    private static final Pattern OTHER = Pattern.compile(".*(ITALY|KOREA|IT|KO)");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean other = context.getTestMethod()
                .map(Method::getName)
                .filter(name -> OTHER.matcher(name).matches())
                .isPresent();
        return other ? disabled("the same in another locale runs over sockets") : enabled("one locale");
    }
}
