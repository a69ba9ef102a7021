using NasCluster.Silo.Layouts;

namespace NasCluster.Silo.Tests.Layouts;

public sealed class TunedLayoutTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nas-layout-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1, "1x1")]
    [InlineData(2, "2x1 1x2")]
    [InlineData(6, "6x1 3x2 1x4 1x6")]
    [InlineData(8, "8x1 4x2 2x4 1x8")]
    public void Of_Cores_GivesAllOfThemToSlots(int cores, string layouts) =>
        Assert.Equal(
            layouts,
            string.Join(' ', SlotLayout.Of(cores).Select(layout => $"{layout.Slots}x{layout.Threads}"))
        );

    [Theory]
    [InlineData(100, 104, 2)]
    [InlineData(100, 106, 1)]
    public void Of_LittleFaster_StaysWithOneThreadEach(double one, double two, int slots) =>
        Assert.Equal(slots, TunedLayout.Of(2, [new(2, 1, one), new(1, 2, two)]).Slots);

    [Fact]
    public void Find_SavedLayout_IsOfThatMachineWithItsCores()
    {
        TunedLayout.Of(2, [new(2, 1, 100), new(1, 2, 200)]).Save(_folder, "here");
        Assert.Equal(
            (1, 2),
            (TunedLayout.Find(_folder, "here", 2)!.Slots, TunedLayout.Find(_folder, "here", 2)!.Threads)
        );
        Assert.Null(TunedLayout.Find(_folder, "here", 4));
        Assert.Null(TunedLayout.Find(_folder, "there", 2));
    }

    [Fact]
    public void Find_BrokenFile_IsAsIfThereWereNone()
    {
        TunedLayout.Of(2, [new(2, 1, 100)]).Save(_folder, "here");
        File.WriteAllText(Path.Combine(_folder, "layouts", "here.json"), "{");
        Assert.Null(TunedLayout.Find(_folder, "here", 2));
    }
}
