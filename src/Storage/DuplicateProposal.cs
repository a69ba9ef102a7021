using NasCluster.Domain.Candidates;

namespace NasCluster.Storage;

internal static class DuplicateProposal
{
    public static InvalidOperationException Error(string experiment, Proposal proposal) =>
        new($"'{proposal.Key}' was proposed to experiment '{experiment}' before; nothing of the batch was added.");
}
