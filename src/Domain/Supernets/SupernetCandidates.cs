using NasCluster.Domain.Candidates;
using NasCluster.Domain.Search;

namespace NasCluster.Domain.Supernets;

public static class SupernetCandidates
{
    extension(Candidate candidate)
    {
        /// <summary>It is the training of a supernet: what architectures are drawn from, and none itself.</summary>
        public bool IsSupernet => candidate.Stage == SearchStages.Supernet;
    }
}
