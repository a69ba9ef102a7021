namespace NasCluster.Cli.Tests.Documents;

/// <summary>A fenced block of a document.</summary>
/// <param name="Document">Path below the repository.</param>
/// <param name="Line">Line of its first line, from 1.</param>
/// <param name="Language">First word after the fence.</param>
/// <param name="IsRun">The second word is "run": the test runs it.</param>
/// <param name="Text">What is in it.</param>
internal sealed record Block(string Document, int Line, string Language, bool IsRun, string Text)
{
    public override string ToString() => $"{Document}:{Line}";
}
