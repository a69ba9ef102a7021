using NasCluster.Domain.Candidates;
using NasCluster.Domain.Scheduling;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Silo.Slots;
using NasCluster.Silo.Trainers;

namespace NasCluster.Silo.Tests;

/// <summary>Rows B11, B15 and B19: which files of which attempt are used, refused and swept.</summary>
public sealed class CheckpointFoldersTests : IDisposable
{
    private static readonly CandidateId Id = new("e-1", 7);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nas-checkpoints-");

    public void Dispose() => _folder.Delete(recursive: true);

    private CheckpointFolders Folders => new(_folder.FullName);

    [Fact]
    public void ToFile_PointerWithoutFile_IsAStartFromTheBeginning()
    {
        var attempt = Attempt(1, "aaaa");
        var stored = Folders.ToStored(attempt, Saved(attempt));

        Assert.False(Path.IsPathRooted(stored!.Path));
        Assert.Equal("weights", File.ReadAllText(Folders.ToFile(stored)!.Path));
        File.Delete(Folders.ToFile(stored)!.Path);
        Assert.Null(Folders.ToFile(stored));
    }

    [Fact]
    public void ToStored_FileOfAnotherAttempt_IsRefused()
    {
        var earlier = Attempt(1, "aaaa");
        var checkpoint = Saved(earlier);
        foreach (var other in new[] { Attempt(2, "aaaa"), Attempt(1, "bbbb") })
        {
            Folders.Create(other);
            Assert.Throws<TrainerProtocolException>(() => Folders.ToStored(other, checkpoint));
        }
    }

    [Theory]
    [InlineData(CandidateState.Completed, 1)]
    [InlineData(CandidateState.Failed, 0)]
    [InlineData(CandidateState.Pruned, 0)]
    [InlineData(CandidateState.Ready, 3)]
    public void Sweep_EndOfACandidate_LeavesWhatItsResultNeeds(CandidateState state, int left)
    {
        foreach (var number in new[] { 1, 2, 3 })
        {
            Saved(Attempt(number, $"tag{number}"));
        }

        Folders.Sweep(Candidate(state, attempts: 3));

        var folders = Directory.GetDirectories(Path.Combine(_folder.FullName, "checkpoints", "e-1", "7"));
        Assert.Equal(left, folders.Length);
        Assert.True(left != 1 || folders[0].EndsWith("3-tag3", StringComparison.Ordinal));
    }

    private CheckpointRef Saved(AttemptRef attempt)
    {
        var path = Path.Combine(Folders.Create(attempt), "epoch-1.ckpt");
        File.WriteAllText(path, "weights");
        return new(1, path, 7, "00");
    }

    private static AttemptRef Attempt(int number, string tag) =>
        new(Id, number, $"worker/0{AttemptTag.Separator}{tag}");

    private static Candidate Candidate(CandidateState state, int attempts) =>
        new()
        {
            Id = Id,
            Stage = "random",
            Configuration = new(ParameterSet.Empty, ParameterSet.Empty),
            Epochs = 1,
            State = state,
            Attempts = attempts,
        };
}
