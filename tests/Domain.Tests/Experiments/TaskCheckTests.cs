using NasCluster.Domain.Architectures;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tests.Experiments;

public sealed class TaskCheckTests
{
    [Theory]
    [InlineData("fbnet-v3-small", LearningTask.Classification)]
    [InlineData("espnet-seg", LearningTask.Segmentation)]
    [InlineData("espnetv2-seg", LearningTask.Segmentation)]
    public void Of_SpaceThatFits_IsFine(string space, LearningTask task) =>
        Assert.Null(TaskCheck.Of(SpaceCatalog.Find(space)!, Dataset(task)));

    [Fact]
    public void Of_SpaceWithoutNetworks_IsFine() =>
        Assert.Null(TaskCheck.Of(new("table", Decoder: null, []), Dataset(LearningTask.Segmentation)));

    [Fact]
    public void Of_ClassificationSpaceOnASegmentationSet_SaysBothAndWhichSpacesFit()
    {
        var problem = TaskCheck.Of(SpaceCatalog.Find("fbnet-v3-small")!, Dataset(LearningTask.Segmentation))!;

        Assert.Equal(("data.task", "/data/dataset"), (problem.Code, problem.Pointer));
        Assert.Equal(
            "'made' is a data set for segmentation, and the space 'fbnet-v3-small' has networks for classification; "
                + "take a space for segmentation, such as espnet-seg, espnetv2-seg, or another data set.",
            problem.Message
        );
    }

    [Fact]
    public void Of_SegmentationSpaceOnAClassificationSet_IsAProblem()
    {
        var problem = TaskCheck.Of(SpaceCatalog.Find("espnet-seg")!, Dataset(LearningTask.Classification))!;

        Assert.StartsWith("'made' is a data set for classification", problem.Message, StringComparison.Ordinal);
    }

    private static DatasetDescription Dataset(LearningTask task) =>
        new()
        {
            Name = "made",
            Folder = "",
            Task = task,
            Channels = 3,
            Resolution = 32,
            Classes = 4,
            TrainCount = 100,
            TestCount = 10,
            ContentHash = "",
        };
}
