package dev.mantissa.lib.gpu;

import static dev.mantissa.lib.gpu.Check.QUOTED;
import static dev.mantissa.lib.gpu.Check.READ;
import static dev.mantissa.lib.gpu.Check.UNCHECKED;

/** The vendor's documents that figures are from. Figures printed with sparsity are halved. */
public enum Document {
    GTX_980(
            "GeForce GTX 980 whitepaper",
            "https://international.download.nvidia.com/geforce-com/international/pdfs/GeForce_GTX_980_Whitepaper_FINAL.PDF",
            UNCHECKED),
    GTX_1660(
            "GeForce GTX 1660 Ti product page",
            "https://www.nvidia.com/en-us/geforce/graphics-cards/16-series/",
            UNCHECKED),
    GTX_1660_MEMORY(
            "GeForce GTX 1660 Ti, as reviewed by TechPowerUp",
            "https://www.techpowerup.com/review/evga-gtx-1660-xc-ultra/2.html",
            QUOTED),
    THROUGHPUT(
            "CUDA C++ Programming Guide, throughput of arithmetic instructions",
            "https://docs.nvidia.com/cuda/cuda-c-programming-guide/",
            QUOTED),
    DP4A(
            "four times the f32 rate, as the dp4a instruction gives",
            "https://docs.nvidia.com/cuda/cuda-c-programming-guide/",
            UNCHECKED),
    TURING(
            "NVIDIA Turing Architecture In-Depth, table 1",
            "https://developer.nvidia.com/blog/nvidia-turing-architecture-in-depth/",
            READ),
    T4(
            "NVIDIA T4 datasheet",
            "https://www.nvidia.com/content/dam/en-zz/Solutions/Data-Center/tesla-t4/t4-tensor-core-datasheet-951643.pdf",
            QUOTED),
    AMPERE(
            "NVIDIA Ampere Architecture In-Depth, comparison of P100, V100 and A100",
            "https://developer.nvidia.com/blog/nvidia-ampere-architecture-in-depth/",
            READ),
    A100(
            "NVIDIA A100 datasheet, SXM 80 GB",
            "https://www.nvidia.com/content/dam/en-zz/Solutions/Data-Center/a100/pdf/nvidia-a100-datasheet-us-nvidia-1758950-r4-web.pdf",
            QUOTED),
    A10(
            "NVIDIA A10 datasheet",
            "https://www.nvidia.com/content/dam/en-zz/Solutions/Data-Center/a10/pdf/a10-datasheet.pdf",
            QUOTED),
    A40(
            "NVIDIA A40 datasheet",
            "https://images.nvidia.com/content/Solutions/data-center/a40/nvidia-a40-datasheet.pdf",
            QUOTED),
    GA102(
            "NVIDIA Ampere GA102 GPU Architecture whitepaper",
            "https://www.nvidia.com/content/PDF/nvidia-ampere-ga-102-gpu-architecture-whitepaper-v2.pdf",
            QUOTED),
    GA102_UNCHECKED(
            "NVIDIA Ampere GA102 GPU Architecture whitepaper",
            "https://www.nvidia.com/content/PDF/nvidia-ampere-ga-102-gpu-architecture-whitepaper-v2.pdf",
            UNCHECKED),
    ORIN(
            "Jetson AGX Orin Series datasheet, table 1-3",
            "https://developer.nvidia.com/embedded/downloads",
            READ),
    ORIN_PAGE(
            "Jetson Orin product page",
            "https://www.nvidia.com/en-us/autonomous-machines/embedded-systems/jetson-orin/",
            QUOTED),
    ADA(
            "NVIDIA Ada GPU Architecture whitepaper, appendix A",
            "https://images.nvidia.com/aem-dam/Solutions/geforce/ada/nvidia-ada-gpu-architecture.pdf",
            QUOTED),
    ADA_UNCHECKED(
            "NVIDIA Ada GPU Architecture whitepaper, appendix A",
            "https://images.nvidia.com/aem-dam/Solutions/geforce/ada/nvidia-ada-gpu-architecture.pdf",
            UNCHECKED),
    ADA_PRO(
            "NVIDIA Ada professional GPU architecture whitepaper",
            "https://images.nvidia.com/aem-dam/en-zz/Solutions/technologies/NVIDIA-ADA-GPU-PROVIZ-Architecture-Whitepaper_1.1.pdf",
            QUOTED),
    ADA_PRO_UNCHECKED(
            "NVIDIA Ada professional GPU architecture whitepaper",
            "https://images.nvidia.com/aem-dam/en-zz/Solutions/technologies/NVIDIA-ADA-GPU-PROVIZ-Architecture-Whitepaper_1.1.pdf",
            UNCHECKED),
    L4("NVIDIA L4 product page", "https://www.nvidia.com/en-us/data-center/l4/", QUOTED),
    L4_UNCHECKED(
            "NVIDIA L4 product page", "https://www.nvidia.com/en-us/data-center/l4/", UNCHECKED),
    L40("NVIDIA L40 datasheet", "https://www.nvidia.com/en-us/data-center/l40/", QUOTED),
    L40S(
            "NVIDIA L40S datasheet",
            "https://resources.nvidia.com/en-us-l40s/l40s-datasheet-28413",
            QUOTED),
    H100(
            "NVIDIA H100 whitepaper, SXM5",
            "https://resources.nvidia.com/en-us-tensor-core/gtc22-whitepaper-hopper",
            QUOTED),
    H100_PAGE(
            "NVIDIA H100 product page, SXM",
            "https://www.nvidia.com/en-us/data-center/h100/",
            QUOTED),
    H200(
            "NVIDIA H200 datasheet, SXM",
            "https://resources.nvidia.com/en-us-data-center-overview-mc/en-us-data-center-overview/hpc-datasheet-sc23-h200",
            QUOTED),
    BLACKWELL(
            "NVIDIA Blackwell datasheet, individual GPU specifications",
            "https://nvdam.widen.net/s/wwnsxrhm2w/blackwell-datasheet-3384703",
            READ),
    RTX_BLACKWELL(
            "NVIDIA RTX Blackwell GPU Architecture whitepaper, appendix A",
            "https://images.nvidia.com/aem-dam/Solutions/geforce/blackwell/nvidia-rtx-blackwell-gpu-architecture.pdf",
            QUOTED),
    RTX_BLACKWELL_UNCHECKED(
            "NVIDIA RTX Blackwell GPU Architecture whitepaper, appendix A",
            "https://images.nvidia.com/aem-dam/Solutions/geforce/blackwell/nvidia-rtx-blackwell-gpu-architecture.pdf",
            UNCHECKED),
    RTX_BLACKWELL_PRO(
            "NVIDIA RTX Blackwell PRO GPU Architecture whitepaper",
            "https://www.nvidia.com/content/dam/en-zz/Solutions/design-visualization/quadro-product-literature/NVIDIA-RTX-Blackwell-PRO-GPU-Architecture-v1.0.pdf",
            QUOTED);

    private final String title;
    private final String url;
    private final Check check;

    Document(String title, String url, Check check) {
        this.title = title;
        this.url = url;
        this.check = check;
    }

    public String title() {
        return title;
    }

    public String url() {
        return url;
    }

    /** How far the figures taken from it have been traced. */
    public Check check() {
        return check;
    }
}
