using Microsoft.Extensions.Options;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Scheduling;
using NasCluster.Silo.Trainers;

namespace NasCluster.Silo.Tests;

/// <summary>What trainers print is kept by attempt.</summary>
public sealed class CandidateLogsTests : IDisposable
{
    private static readonly CandidateId Candidate = new("made-1", 3);
    private readonly string _folder = Directory.CreateTempSubdirectory("nas-logs-").FullName;

    private LogFolders Folders => new(_folder);

    private CandidateLogs Logs => new(Options.Create(new SiloOptions { DataFolder = _folder }));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Child_WorkingAtTwoAttempts_FillsTheLogOfEach()
    {
        using (var log = new ChildLog(Path.Combine(_folder, "logs", "slot-0.log")))
        {
            log.Lines().Add("starts\n");
            log.BeginAttempt(Folders.Of(new AttemptRef(Candidate, 1, "w/0#aa")));
            log.Lines().Add("one\ntwo\n");
            log.BeginAttempt(Folders.Of(new AttemptRef(Candidate, 10, "w/0#bb")));
            log.Lines().Add("three\n");
            log.BeginAttempt(Folders.Of(new AttemptRef(Candidate, 11, "w/0#cc")));
            Assert.Equal("starts | one | two | three", log.Tail);
        }

        var found = await Logs.ReadAsync(Candidate, CancellationToken.None);
        Assert.Equal(
            [(1, "1-aa", "one\ntwo\n", false), (10, "10-bb", "three\n", false)],
            found.Select(log => (log.Attempt, log.Name, log.Text, log.IsCut))
        );
    }

    [Fact]
    public async Task Output_WithoutEnd_KeepsItsLastLinesAndLittleOfTheDisk()
    {
        var path = Folders.Of(new AttemptRef(Candidate, 1, "w/0"));
        using (var output = new AttemptOutput(path))
        {
            for (var i = 0; i < 60_000; i++)
            {
                output.Write($"line {i:D6} and a word more, é");
            }
        }

        var log = Assert.Single(await Logs.ReadAsync(Candidate, CancellationToken.None));
        var lines = log.Text.TrimEnd('\n').Split('\n');
        Assert.True(log.IsCut);
        Assert.Equal("line 059999 and a word more, é", lines[^1]);
        Assert.All(lines, line => Assert.StartsWith("line ", line, StringComparison.Ordinal));
        Assert.InRange(log.Text.Length, AttemptOutput.MostBytes / 2, AttemptOutput.MostBytes);
        var disk = new DirectoryInfo(Folders.Of(Candidate)).EnumerateFiles().Sum(file => file.Length);
        Assert.InRange(disk, AttemptOutput.MostBytes, 2 * AttemptOutput.MostBytes + 100);
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("..")]
    [InlineData("/etc")]
    [InlineData("nobody-1")]
    public async Task Logs_OfNoCandidate_AreNone(string experiment) =>
        Assert.Empty(await Logs.ReadAsync(new(experiment, 1), CancellationToken.None));
}
