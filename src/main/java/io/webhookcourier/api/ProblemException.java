package io.webhookcourier.api;

/** Ends a request with a {@link Problem}. */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(Problem.invalid(detail));
    }

    Problem problem() {
        return problem;
    }
}
