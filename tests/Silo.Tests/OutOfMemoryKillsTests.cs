using NasCluster.Silo.Trainers;

namespace NasCluster.Silo.Tests;

public sealed class OutOfMemoryKillsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("nas-cgroup-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void CounterOf_VersionOne_IsThatOfItsMemoryGroup()
    {
        var counter = Add("memory/slots/a/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 3");
        Add("memory/memory.oom_control", "oom_kill 9");

        Assert.Equal(counter, Of("8:pids:/other", "4:memory:/slots/a", "0::/"));
    }

    [Fact]
    public void CounterOf_VersionTwo_IsThatOfItsGroup()
    {
        var counter = Add("slots/a/memory.events", "low 0\noom 1\noom_kill 1");

        Assert.Equal(counter, Of("0::/slots/a"));
    }

    [Fact]
    public void CounterOf_ContainerWithThePathOfItsHost_IsTheContainersOwn()
    {
        var counter = Add("memory.events", "oom_kill 0");

        Assert.Equal(counter, Of("0::/docker/0123abcd"));
    }

    [Theory]
    [InlineData("0::/")]
    [InlineData("8:pids:/a")]
    [InlineData("nonsense")]
    [InlineData("")]
    public void CounterOf_NoCount_IsNull(string line) => Assert.Null(Of(line));

    [Fact]
    public void Of_ThisProcess_SawNothing() => Assert.False(OutOfMemoryKills.Of(Environment.ProcessId).Happened);

    private string? Of(params string[] groups) => OutOfMemoryKills.CounterOf(groups, _root);

    private string Add(string file, string text)
    {
        var path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
