using NasCluster.Domain.Architectures;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Measuring;
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

    /// <summary>Row B18: the machine's data are another set than was described; no candidate is to blame.</summary>
    [Fact]
    public void Of_DataSetThatChanged_IsTheMachines() =>
        Assert.Equal(
            new CandidateFailure(FailureKind.DatasetChanged, "dataset-changed: 'digits' has hash 1; expected 2"),
            FailureClassifier.Of(new DatasetException("dataset-changed: 'digits' has hash 1; expected 2"))
        );

    [Fact]
    public void Of_AllocationFailure_IsOutOfMemory() =>
        Assert.Equal(
            FailureKind.OutOfMemory,
            FailureClassifier.Of(new InvalidOperationException("DefaultCPUAllocator: can't allocate memory")).Kind
        );

    [Theory]
    [InlineData("CUDA error: device-side assert triggered", true)]
    [InlineData("CUDA error: uncorrectable ECC error encountered", true)]
    [InlineData("CUBLAS_STATUS_EXECUTION_FAILED when calling cublasSgemm", true)]
    [InlineData("CUDA out of memory. Tried to allocate 2 GiB", false)]
    [InlineData("CUDA error: out of memory", false)]
    [InlineData("mat1 and mat2 shapes cannot be multiplied", false)]
    public void DeviceFault_ByItsText_IsToldFromMemoryAndShapes(string message, bool expected)
    {
        var error = new InvalidOperationException("outer", new InvalidOperationException(message));
        Assert.Equal(expected, DeviceFaults.Is(error));
    }

    [Fact]
    public void Of_AnythingElse_IsACrashInOneShortLine()
    {
        var failure = FailureClassifier.Of(new InvalidOperationException("first\nsecond"));
        Assert.Equal(new CandidateFailure(FailureKind.Crash, "InvalidOperationException: first"), failure);
        Assert.Equal(500, FailureClassifier.Of(new InvalidOperationException(new string('x', 900))).Message.Length);
    }
}
