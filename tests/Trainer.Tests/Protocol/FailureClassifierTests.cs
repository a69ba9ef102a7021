using NasCluster.Domain.Architectures;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Protocol;
using NasCluster.Trainer.Training;

namespace NasCluster.Trainer.Tests.Protocol;

public sealed class FailureClassifierTests
{
    [Fact]
    public void Of_KnownFailure_IsThatFailure() =>
        Assert.Equal(
            new CandidateFailure(FailureKind.Diverged, "nan", 3),
            FailureClassifier.Of(new CandidateFailedException(FailureKind.Diverged, "nan", 3))
        );

    [Fact]
    public void Of_NetworkOrRecipe_IsInvalid()
    {
        Assert.Equal(FailureKind.Invalid, FailureClassifier.Of(new InvalidNetworkException("n")).Kind);
        Assert.Equal(FailureKind.Invalid, FailureClassifier.Of(new InvalidRecipeException("r")).Kind);
    }

    [Fact]
    public void Of_AllocationFailure_IsOutOfMemory() =>
        Assert.Equal(
            FailureKind.OutOfMemory,
            FailureClassifier.Of(new InvalidOperationException("DefaultCPUAllocator: can't allocate memory")).Kind
        );

    [Fact]
    public void Of_AnythingElse_IsACrashInOneShortLine()
    {
        var failure = FailureClassifier.Of(new InvalidOperationException("first\nsecond"));
        Assert.Equal(new CandidateFailure(FailureKind.Crash, "InvalidOperationException: first"), failure);
        Assert.Equal(500, FailureClassifier.Of(new InvalidOperationException(new string('x', 900))).Message.Length);
    }
}
